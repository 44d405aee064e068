using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the representation of a project in any vendor's format.</summary>
internal sealed class RepresentationTypes(EnumTypes enums, IServiceProvider services)
{
    private static readonly ObjectType Request = new(
        "RepresentationRequest",
        CreatePart<VendorRequest>("method", Scalars.String.NonNull(), "HTTP method.", request => request.Method),
        CreatePart<VendorRequest>("path", Scalars.String.NonNull(), "The path below the base address of the vendor account.", request =>
            "/" + request.Path
        ),
        CreatePart<VendorRequest>("body", GraphQLScalars.Json, "The request body.", request => request.Body)
    )
    {
        Description = "A request that a vendor would accept.",
    };

    /// <summary>The field on projects.</summary>
    public FieldDefinition CreateField(EntityModel projects)
    {
        var vendors = enums.Get(projects.Field(nameof(Project.Vendor)).Enum!);
        var type = new ObjectType(
            "Representation",
            CreatePart<Representation>("vendor", vendors.NonNull(), "The vendor.", each => (long)each.Vendor),
            CreatePart<Representation>(
                "document",
                GraphQLScalars.Json.NonNull(),
                "The project as the vendor's API would return it. For its own vendor, the document that the API returned.",
                each => each.Document
            ),
            CreatePart<Representation>(
                "createRequest",
                Request,
                "The request that would create it there. Null if a value that the vendor requires is not available.",
                each => each.CreateRequest
            ),
            CreatePart<Representation>(
                "losses",
                PayloadTypes.Loss.NonNull().List().NonNull(),
                "Values of the project that the vendor's format cannot express.",
                each => each.Losses
            )
        )
        {
            Description = "A project in a vendor's format.",
        };
        return new(
            "representation",
            type.NonNull(),
            new InputValueDefinition("vendor", vendors.NonNull()) { Description = "The vendor whose format to use." }
        )
        {
            Description = "The project in any vendor's format. No request is sent to the vendor.",
            Tag = new WholeSource(projects, PrepareAsync, (project, target) => CreateRepresentation((Project)project, target)),
            Resolve = async context =>
                CreateRepresentation(
                    (Project)context.Parent!,
                    await PrepareAsync(context.Arguments, GraphQLPlanner.GetScope(context), context.CancellationToken)
                ),
        };
    }

    private async Task<object> PrepareAsync(ArgumentValues arguments, AccountScope scope, CancellationToken cancellationToken)
    {
        var vendor = (Vendor)arguments.GetOrDefault<long>("vendor");
        if (services.GetRequiredService<VendorRegistry>().Find(vendor) is null)
            throw new ApiException(
                ErrorCodes.BadUserInput,
                "A project cannot be represented for the vendor UNKNOWN. Use a supported vendor.",
                "vendor"
            );
        return await services.GetRequiredService<Representations>().GetTargetAsync(vendor, scope, cancellationToken);
    }

    private Representation CreateRepresentation(Project project, object target) =>
        services.GetRequiredService<Representations>().Represent(project, (RepresentationTarget)target);

    private static FieldDefinition CreatePart<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
