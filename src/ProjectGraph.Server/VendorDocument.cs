using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server;

/// <summary>Writes <c>schema/vendors.md</c>, which compares the declarations of the vendors' connectors.</summary>
internal sealed class VendorDocument(VendorRegistry vendors)
{
    private static readonly (FieldUse Use, char Sign)[] SignByUse =
    [
        (FieldUse.Read, 'R'),
        (FieldUse.Create, 'C'),
        (FieldUse.Update, 'U'),
        (FieldUse.Clear, 'X'),
        (FieldUse.Required, '!'),
    ];

    public string Write()
    {
        var text = new StringBuilder(
            """
            # Vendors

            The operations and fields that each vendor documents, and those that the graph reads and writes. Written by `make schema`
            from the connectors' declarations. `capabilities` of a project or a vendor account returns the same as data.

            """
        );
        WriteOperations(text);
        WriteFields(text);
        foreach (var vendor in vendors.Connectors)
            WriteVendor(text, vendor);
        return text.ToString();
    }

    private void WriteOperations(StringBuilder text)
    {
        text.Append(
            "\n## Unified operations\n\nThe vendor's operation for each unified operation. – means `UNSUPPORTED_OPERATION`, without a request to the vendor.\n\n"
        );
        WriteRow(text, "operation", vendors.Connectors.Select(vendor => vendor.Name));
        WriteSeparator(text);
        foreach (var operation in vendors.Unified)
            WriteRow(text, $"`{operation.Name}`", vendors.Connectors.Select(vendor => DescribeSupport(vendor, operation.Name)));
    }

    private static string DescribeSupport(VendorConnector vendor, string operation)
    {
        if (vendor.Unified.FirstOrDefault(support => support.Name == operation) is { } support)
            return $"`{support.Operation.Name}`";
        return operation switch
        {
            UnifiedOperations.Refresh or UnifiedOperations.Sync => "by the vendor's reads",
            UnifiedOperations.Copy => "composed: read, translate, create",
            _ => "–",
        };
    }

    private void WriteFields(StringBuilder text)
    {
        text.Append(
            "\n## Unified fields\n\nR: returned by the vendor. C: can be set on create. U: can be changed. X: can be cleared by update. !: required on create. –: none.\n\n"
        );
        WriteRow(text, "field", vendors.Connectors.Select(vendor => vendor.Name));
        WriteSeparator(text);
        foreach (var name in vendors.Connectors.SelectMany(vendor => vendor.Fields).Select(field => field.Field).Distinct())
            WriteRow(
                text,
                $"`{name}`",
                vendors.Connectors.Select(vendor => FormatUses(vendor.Fields.FirstOrDefault(field => field.Field == name)))
            );
    }

    private static void WriteVendor(StringBuilder text, VendorConnector vendor)
    {
        text.Append($"\n## {vendor.Name}\n\n[Documentation]({vendor.Documentation}). ");
        if (vendor.SandboxPath is { } sandbox)
            text.Append($"Sandbox: `/{sandbox}`. ");
        text.Append($"Credentials: {string.Join(", ", vendor.SandboxCredentials.Keys.Select(name => $"`{name}`"))}.");
        if (vendor.Limits.Count > 0)
            text.Append(
                $" Limits: {string.Join("; ", vendor.Limits.Select(limit => $"{limit.Requests} requests in {limit.Per.TotalSeconds:0} s"))}."
            );
        text.Append("\n\n| vendor's documentation | in the graph | arguments and fields |\n|---|---|---|\n");
        foreach (var read in vendor.LiveReads)
            text.Append($"| {read.Section} | query `{read.Name}` | {FormatNames(read.Input.Fields.Select(field => field.Name))} |\n");
        foreach (var operation in vendor.Operations)
            text.Append(
                $"| {operation.Section} | mutation and action `{operation.Name}` | {FormatNames(operation.Input.Fields.Select(field => field.Name))} |\n"
            );
        WriteNotes(text, vendor);
        WriteExtension(text, vendor);
    }

    private static void WriteNotes(StringBuilder text, VendorConnector vendor)
    {
        text.Append("\n| field | | note |\n|---|---|---|\n");
        foreach (var field in vendor.Fields.Where(field => field.Note is not null))
            text.Append($"| `{field.Field}` | {FormatUses(field)} | {field.Note} |\n");
    }

    /// <summary>Writes the vendor's extension: its columns, and the columns that the unified inputs can set.</summary>
    private static void WriteExtension(StringBuilder text, VendorConnector vendor)
    {
        if (GraphModel.Instance.Projects.FindRelation(vendor.Vendor.ToString()) is not { } relation)
            return;
        text.Append($"\n| `{vendor.InputName}` of a project | description |\n|---|---|\n");
        foreach (var field in relation.Target.Fields.Where(field => !field.IsKey))
            text.Append($"| `{field.GraphQLName}` | {field.Description} |\n");
        if (vendor.ProjectInput is { } input)
            text.Append(
                $"\n`{vendor.InputName}: {{ … }}` of the unified inputs sets: {FormatNames(InputModel.Get(input).Fields.Select(field => field.Name))}.\n"
            );
    }

    private static string FormatUses(FieldCapability? field)
    {
        var found = string.Concat(SignByUse.Where(sign => field?.Use.HasFlag(sign.Use) == true).Select(sign => sign.Sign));
        return found.Length == 0 ? "–" : found;
    }

    private static string FormatNames(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static void WriteRow(StringBuilder text, string first, IEnumerable<string> others) =>
        text.Append($"| {first} | {string.Join(" | ", others)} |\n");

    private void WriteSeparator(StringBuilder text) => text.Append($"|---|{string.Concat(vendors.Connectors.Select(_ => "---|"))}\n");
}
