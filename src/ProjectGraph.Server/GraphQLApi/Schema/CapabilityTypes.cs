using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Writing;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>What a vendor can do, as data: from what its connector declares.</summary>
internal sealed class CapabilityTypes(VendorRegistry vendors)
{
    private static readonly ObjectType Operation = new(
        "OperationCapability",
        Part<UnifiedSupport>("name", Scalars.String.NonNull(), "The unified operation, as its mutation is called.", each => each.Name),
        Part<UnifiedSupport>("by", Scalars.String.NonNull(), "The vendor's own operation that does it.", each => each.Operation.Name))
    {
        Description = "A unified operation that the vendor documents a way for.",
    };

    private static readonly ObjectType Field = new(
        "FieldCapability",
        Part<FieldCapability>("field", Scalars.String.NonNull(), "The unified field.", each => each.Field),
        Part<FieldCapability>("readable", Scalars.Boolean.NonNull(), "Whether the vendor shows it.", each => each.Use.HasFlag(FieldUse.Read)),
        Part<FieldCapability>("creatable", Scalars.Boolean.NonNull(), "Whether it can be given on create.", each => each.Use.HasFlag(FieldUse.Create)),
        Part<FieldCapability>("updatable", Scalars.Boolean.NonNull(), "Whether an update can change it.", each => each.Use.HasFlag(FieldUse.Update)),
        Part<FieldCapability>("clearable", Scalars.Boolean.NonNull(), "Whether an update can empty it.", each => each.Use.HasFlag(FieldUse.Clear)),
        Part<FieldCapability>("required", Scalars.Boolean.NonNull(), "Whether a create needs it.", each => each.Use.HasFlag(FieldUse.Required)),
        Part<FieldCapability>("note", Scalars.String, "Why not, or in what way.", each => each.Note))
    {
        Description = "What the vendor can do with a unified field; a field that is not listed is not known to it.",
    };

    private static readonly ObjectType Capabilities = new(
        "Capabilities",
        Part<VendorConnector>("operations", Operation.NonNull().List().NonNull(), "The unified operations that the vendor supports.", vendor => vendor.Unified),
        Part<VendorConnector>("vendorOperations", Scalars.String.NonNull().List().NonNull(), "The vendor's own operations, as their mutations are called.", vendor => vendor.Operations.Select(each => each.Name)),
        Part<VendorConnector>("liveReads", Scalars.String.NonNull().List().NonNull(), "The reads straight from the vendor, as their queries are called.", vendor => vendor.LiveReads.Select(each => each.Name)),
        Part<VendorConnector>("fields", Field.NonNull().List().NonNull(), "The unified fields that the vendor knows.", vendor => vendor.Fields))
    {
        Description = "What a vendor can do.",
    };

    /// <summary>The field on an entity that has a vendor.</summary>
    public FieldDefinition On(EntityModel entity)
    {
        var vendor = entity.Field(nameof(Project.Vendor));
        return new("capabilities", Capabilities)
        {
            Description = "What its vendor can do: the unified fields and operations.",
            Read = row => vendors.Find((Vendor)vendor.Property.GetValue(row)!),
            Tag = new ComputedSource([vendor], (json, rows, row, ordinals, field) =>
                MemoryWriter.Write(json, field.Field, field.Variables, vendors.Find((Vendor)rows.Long(row, ordinals[0])))),
        };
    }

    private static FieldDefinition Part<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
