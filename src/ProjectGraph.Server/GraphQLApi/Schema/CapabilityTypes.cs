using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Writing;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the types of a vendor's capabilities, from the declarations of its connector.</summary>
internal sealed class CapabilityTypes(VendorRegistry vendors)
{
    private static readonly ObjectType Operation = new(
        "OperationCapability",
        CreatePart<UnifiedSupport>("name", Scalars.String.NonNull(), "The name of the unified operation's mutation.", each => each.Name),
        CreatePart<UnifiedSupport>("by", Scalars.String.NonNull(), "The vendor's own operation that carries it out.", each =>
            each.Operation.Name
        )
    )
    {
        Description = "A unified operation that the vendor supports.",
    };

    private static readonly ObjectType Field = new(
        "FieldCapability",
        CreatePart<FieldCapability>("field", Scalars.String.NonNull(), "The unified field.", each => each.Field),
        CreatePart<FieldCapability>("readable", Scalars.Boolean.NonNull(), "Whether the vendor returns it.", each =>
            each.Use.HasFlag(FieldUse.Read)
        ),
        CreatePart<FieldCapability>("creatable", Scalars.Boolean.NonNull(), "Whether it can be set on create.", each =>
            each.Use.HasFlag(FieldUse.Create)
        ),
        CreatePart<FieldCapability>("updatable", Scalars.Boolean.NonNull(), "Whether an update can change it.", each =>
            each.Use.HasFlag(FieldUse.Update)
        ),
        CreatePart<FieldCapability>("clearable", Scalars.Boolean.NonNull(), "Whether an update can clear it.", each =>
            each.Use.HasFlag(FieldUse.Clear)
        ),
        CreatePart<FieldCapability>("required", Scalars.Boolean.NonNull(), "Whether it is required on create.", each =>
            each.Use.HasFlag(FieldUse.Required)
        ),
        CreatePart<FieldCapability>("note", Scalars.String, "The reason or the restriction.", each => each.Note)
    )
    {
        Description = "The vendor's support for a unified field. A field that is not listed is not supported.",
    };

    private static readonly ObjectType Capabilities = new(
        "Capabilities",
        CreatePart<VendorConnector>(
            "operations",
            Operation.NonNull().List().NonNull(),
            "The unified operations that the vendor supports.",
            vendor => vendor.Unified
        ),
        CreatePart<VendorConnector>(
            "vendorOperations",
            Scalars.String.NonNull().List().NonNull(),
            "The names of the mutations for the vendor's own operations.",
            vendor => vendor.Operations.Select(each => each.Name)
        ),
        CreatePart<VendorConnector>(
            "liveReads",
            Scalars.String.NonNull().List().NonNull(),
            "The names of the queries that read directly from the vendor.",
            vendor => vendor.LiveReads.Select(each => each.Name)
        ),
        CreatePart<VendorConnector>("fields", Field.NonNull().List().NonNull(), "The unified fields that the vendor supports.", vendor =>
            vendor.Fields
        )
    )
    {
        Description = "The capabilities of a vendor.",
    };

    /// <summary>The field on an entity that has a vendor.</summary>
    public FieldDefinition CreateField(EntityModel entity)
    {
        var vendor = entity.Field(nameof(Project.Vendor));
        return new("capabilities", Capabilities)
        {
            Description = "The capabilities of its vendor: the unified fields and operations.",
            Read = row => vendors.Find((Vendor)vendor.Property.GetValue(row)!),
            Tag = new ComputedSource([vendor], (json, rows, row, ordinals, field) =>
                MemoryWriter.Write(json, field.Field, field.Variables, vendors.Find((Vendor)rows.Long(row, ordinals[0])))
            ),
        };
    }

    private static FieldDefinition CreatePart<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
