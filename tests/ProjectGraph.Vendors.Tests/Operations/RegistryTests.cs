using System.Reflection;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed partial class RegistryTests
{
    [Fact]
    public void Names_are_unique_over_all_kinds_of_operations()
    {
        string[] names =
        [
            .. VendorRegistry.BuiltIn.Operations.Select(operation => operation.Name),
            .. VendorRegistry.BuiltIn.Unified.Select(operation => operation.Name),
            .. VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name),
        ];

        names.ShouldBeUnique();
        names.ShouldAllBe(name => CamelCase().IsMatch(name));
    }

    [Fact]
    public void Input_types_have_one_name_each_and_everything_is_described()
    {
        var models = new Dictionary<string, InputModel>();
        foreach (
            var model in VendorRegistry
                .BuiltIn.Operations.Select(operation => operation.Input)
                .Concat(VendorRegistry.BuiltIn.Unified.Select(operation => operation.Input))
                .Concat(VendorRegistry.BuiltIn.LiveReads.Select(read => read.Input))
        )
            Collect(model, models);

        models.Values.ShouldAllBe(model => model.Description.Length > 0 && model.Fields.All(field => field.Description.Length > 0));
        models.Values.ShouldAllBe(model => model.Fields.Select(field => field.Name).Distinct().Count() == model.Fields.Count);
    }

    [Fact]
    public void Unified_operations_are_translated_to_operations_of_the_same_vendor()
    {
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
        {
            connector.Unified.Select(support => support.Name).ShouldBeUnique();
            connector.Unified.ShouldAllBe(support => VendorRegistry.BuiltIn.Unified.Any(operation => operation.Name == support.Name));
            connector.Unified.ShouldAllBe(support => connector.Operations.Contains(support.Operation));
        }
    }

    [Fact]
    public void Required_fields_of_a_create_can_be_given()
    {
        foreach (
            var field in VendorRegistry
                .BuiltIn.Connectors.SelectMany(connector => connector.Fields)
                .Where(field => field.Use.HasFlag(Unified.FieldUse.Required))
        )
            field.Use.HasFlag(Unified.FieldUse.Create).ShouldBeTrue(field.Field);
    }

    [Fact]
    public void Error_codes_are_unique() =>
        typeof(VendorErrors)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ShouldBeUnique();

    [Fact]
    public void Nothing_outside_a_vendors_folder_names_a_vendor()
    {
        var shared = typeof(VendorRegistry)
            .Assembly.GetTypes()
            .Where(type => !Enum.GetNames<Vendor>().Any(vendor => (type.Namespace ?? "").EndsWith("." + vendor, StringComparison.Ordinal)));

        shared.Select(type => type.Name).ShouldAllBe(name => !Enum.GetNames<Vendor>().Any(name.Contains));
    }

    private static void Collect(InputModel model, Dictionary<string, InputModel> models)
    {
        // Two records with the same name would be two schema types with the same name.
        if (models.TryGetValue(model.Name, out var known))
        {
            known.Fields.Select(field => field.Name).ShouldBe(model.Fields.Select(field => field.Name), model.Name);
            return;
        }
        if (model.Name.Length > 0)
            models[model.Name] = model;
        foreach (var shape in model.Fields.Select(field => field.Shape is InputShape.Many many ? many.Element : field.Shape))
            if (shape is InputShape.Nested nested)
                Collect(nested.Model, models);
    }

    [GeneratedRegex("^[a-z][A-Za-z]+$")]
    private static partial Regex CamelCase();
}
