using Microsoft.Extensions.DependencyInjection;
using Microsoft.OData.Edm;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.ODataApi;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>Each entity, field and relation of the model is in both protocols, or stands here with its reason.</summary>
[Collection(SharedServer.Name)]
public sealed class ModelParityTests(RunningServer server)
{
    private const string ForeignKey = "OData: BI tools join tables by it; GraphQL nests the related object instead.";
    private const string RowKey = "OData needs a key for every row; in GraphQL these rows are only lists inside a project.";
    private const string JsonOnly = "An open JSON value: BI tools can't read one.";

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Project.VendorAccountId"] = ForeignKey,
        ["Project.CompanyId"] = ForeignKey,
        ["Project.OwnerId"] = ForeignKey,
        ["Company.VendorAccountId"] = ForeignKey,
        ["Person.VendorAccountId"] = ForeignKey,
        ["Operation.VendorAccountId"] = ForeignKey,
        ["Operation.ProjectId"] = ForeignKey,
        ["ProjectSnapshot.VendorAccountId"] = ForeignKey,
        ["ProjectSnapshot.CompanyId"] = ForeignKey,
        ["ProjectSnapshot.OwnerId"] = ForeignKey,
        ["SyncRun.VendorAccountId"] = ForeignKey,
        ["QuarantinedRecord.Id"] = RowKey,
        ["QuarantinedRecord.RunId"] = ForeignKey,
        ["SchemaDrift.Id"] = RowKey,
        ["SchemaDrift.VendorAccountId"] = ForeignKey,
        ["ProjectTag.Id"] = RowKey,
        ["ProjectTag.ProjectId"] = RowKey,
        ["ProjectContact.Id"] = RowKey,
        ["ProjectContact.ProjectId"] = RowKey,
        ["ProjectMember.Id"] = RowKey,
        ["ProjectMember.ProjectId"] = RowKey,
        ["ProjectMember.PersonId"] = RowKey,
        ["ProjectCustomField.Id"] = RowKey,
        ["ProjectCustomField.ProjectId"] = RowKey,
        ["HeatpunkProject.ProjectId"] = RowKey,
        ["PlanhatProject.ProjectId"] = RowKey,
        ["GrowCrmProject.ProjectId"] = RowKey,
        ["CoreDataProject.ProjectId"] = RowKey,
        ["ProductiveProject.ProjectId"] = RowKey,
        ["Project.CustomFieldsJson"] = JsonOnly,
        ["Project.CustomFields"] = "GraphQL shows the values as one JSON object and filters by this relation.",
        ["Project.Document"] = "The verbatim document would multiply the size of every feed.",
    };

    private static readonly Dictionary<string, string> OnlyInOData = new()
    {
        ["ProjectTag"] = "GraphQL: Project.tags, a list of texts.",
        ["ProjectContact"] = "GraphQL: Project.contacts, a list of texts.",
        ["ProjectMember"] = "GraphQL: Project.managers and Project.assignees.",
        ["ProjectCustomField"] = "GraphQL: Project.customFields.",
    };

    private static GraphModel Model => GraphModel.Instance;

    [Fact]
    public void Every_entity_is_in_both_protocols() =>
        Model
            .Entities.Where(entity => InGraphQL(entity) == OnlyInOData.ContainsKey(entity.Name) || EdmType(entity) is null)
            .ShouldBeEmpty();

    [Fact]
    public void Every_field_is_in_both_protocols_or_an_exception_with_a_reason()
    {
        var missing =
            from entity in Model.Entities
            from field in entity.Fields
            let graphQL = OnlyInOData.ContainsKey(entity.Name)
                || GraphQLFields(entity).Any(each => each is ColumnSource column && column.Field == field)
            let odata = EdmType(entity)!.FindProperty(field.Name) is not null
            where (graphQL && odata) == Exceptions.ContainsKey(field.ToString()) && !(OnlyInOData.ContainsKey(entity.Name) && odata)
            select $"{field}: GraphQL {graphQL}, OData {odata}";
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_relation_is_in_both_protocols_or_an_exception_with_a_reason()
    {
        var missing =
            from entity in Model.Entities
            from relation in entity.Relations
            let graphQL = GraphQLFields(entity).Any(each => RelationOf(each) == relation)
            let odata = EdmType(entity)!.FindProperty(relation.Name) is IEdmNavigationProperty
            where (graphQL && odata) == Exceptions.ContainsKey(relation.ToString())
            select $"{relation}: GraphQL {graphQL}, OData {odata}";
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void No_exception_outlives_its_field()
    {
        var names = Model.Entities.SelectMany(entity =>
            entity.Fields.Select(field => field.ToString()).Concat(entity.Relations.Select(relation => relation.ToString()))
        );
        Exceptions.Keys.Except(names).ShouldBeEmpty();
    }

    [Fact]
    public void Everything_public_is_described()
    {
        var schema = server.Services.GetRequiredService<GraphQLEngine>().Schema;
        var silent = schema
            .Types.OfType<ObjectOrInterfaceType>()
            .SelectMany(type =>
                type.Fields.Where(field =>
                        string.IsNullOrWhiteSpace(field.Description)
                        || field.Arguments.Any(argument => string.IsNullOrWhiteSpace(argument.Description))
                    )
                    .Select(field => $"{type.Name}.{field.Name}")
            )
            .Concat(
                schema
                    .Types.OfType<InputObjectType>()
                    .SelectMany(type =>
                        type.Fields.Where(field => string.IsNullOrWhiteSpace(field.Description))
                            .Select(field => $"{type.Name}.{field.Name}")
                    )
            )
            .Concat(
                schema
                    .Types.OfType<EnumType>()
                    .SelectMany(type =>
                        type.Values.Where(value => string.IsNullOrWhiteSpace(value.Description))
                            .Select(value => $"{type.Name}.{value.Name}")
                    )
            )
            .Concat(schema.Types.Where(type => string.IsNullOrWhiteSpace(type.Description)).Select(type => type.Name));
        silent.ShouldBeEmpty();
    }

    private bool InGraphQL(EntityModel entity) =>
        server.Services.GetRequiredService<GraphQLEngine>().Schema.FindType(entity.Name) is ObjectType;

    private IEdmEntityType? EdmType(EntityModel entity) =>
        server.Services.GetRequiredService<ODataModel>().Edm.FindDeclaredType($"ProjectGraph.{entity.Name}") as IEdmEntityType;

    /// <summary>The declarations of the entity's fields, those of its groups included.</summary>
    private IEnumerable<FieldSource> GraphQLFields(EntityModel entity)
    {
        if (server.Services.GetRequiredService<GraphQLEngine>().Schema.FindType(entity.Name) is not ObjectType type)
            return [];
        return type
            .Fields.SelectMany(field =>
                field.Tag is GroupSource ? ((ObjectType)field.Type.InnermostType).Fields.Select(inner => inner.Tag) : [field.Tag]
            )
            .OfType<FieldSource>();
    }

    private static RelationModel? RelationOf(FieldSource source) =>
        source switch
        {
            OneSource one => one.Relation,
            ManySource many => many.Relation,
            ValuesSource values => values.Relation,
            ConnectionSource connection => connection.Relation,
            _ => null,
        };
}
