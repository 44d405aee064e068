using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>A project in the terms of any vendor.</summary>
internal sealed class RepresentationTypes(EnumTypes enums, IServiceProvider services)
{
    private static readonly ObjectType Request = new(
        "RepresentationRequest",
        Part<VendorRequest>("method", Scalars.String.NonNull(), "HTTP method.", request => request.Method),
        Part<VendorRequest>("path", Scalars.String.NonNull(), "Path below the base address of the vendor's connection.", request => "/" + request.Path),
        Part<VendorRequest>("body", GraphQLScalars.Json, "What is sent.", request => request.Body))
    {
        Description = "A request that a vendor would take.",
    };

    /// <summary>The field on projects.</summary>
    public FieldDefinition On(EntityModel projects)
    {
        var vendors = enums.Of(projects.Field(nameof(Project.Vendor)).Enum!);
        var type = new ObjectType(
            "Representation",
            Part<Representation>("vendor", vendors.NonNull(), "The vendor.", each => (long)each.Vendor),
            Part<Representation>("document", GraphQLScalars.Json.NonNull(), "The project as the vendor's API would answer it; of its own vendor, as it did.", each => each.Document),
            Part<Representation>("createRequest", Request, "What would create it there; null where something that the vendor needs is not to be had.", each => each.CreateRequest),
            Part<Representation>("losses", PayloadTypes.Loss.NonNull().List().NonNull(), "What of the project can't be given to the vendor so.", each => each.Losses))
        {
            Description = "A project in the terms of a vendor.",
        };
        return new("representation", type.NonNull(), new InputValueDefinition("vendor", vendors.NonNull()) { Description = "In whose terms." })
        {
            Description = "The project in the terms of any vendor: nothing is sent, nothing is asked.",
            Tag = new WholeSource(projects, PrepareAsync, (project, target) => Made((Project)project, target)),
            Resolve = async context => Made((Project)context.Parent!, await PrepareAsync(context.Arguments, GraphQLPlanner.ScopeOf(context), context.CancellationToken)),
        };
    }

    private async Task<object> PrepareAsync(ArgumentValues arguments, AccountScope scope, CancellationToken cancellation)
    {
        var vendor = (Vendor)arguments.Get<long>("vendor");
        if (services.GetRequiredService<VendorRegistry>().Find(vendor) is null)
            throw new ApiException(ErrorCodes.BadValue, "UNKNOWN is not a vendor that a project can be represented for. Name one that the service knows.", "vendor");
        return await services.GetRequiredService<Representations>().GetTargetAsync(vendor, scope, cancellation);
    }

    private Representation Made(Project project, object target) =>
        services.GetRequiredService<Representations>().Represent(project, (RepresentationTarget)target);

    private static FieldDefinition Part<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
