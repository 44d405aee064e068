using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>Binds a protocol's names and values to an input record.</summary>
public static class InputBinder
{
    /// <summary>Returns the record, or null after adding at least one error.</summary>
    public static T? Bind<T>(IReadOnlyDictionary<string, object?> input, ICollection<OperationError> errors)
        where T : class => (T?)Bind(InputModel.Get(typeof(T)), input, errors);

    /// <summary>
    /// Ignores names that the model lacks, since several models share an input. <see cref="FindUnknownFields"/> finds unknown names.
    /// </summary>
    internal static object? Bind(InputModel model, IReadOnlyDictionary<string, object?> input, ICollection<OperationError> errors) =>
        new Binding(errors).BindRecord(model, input, path: "", depth: 0);

    internal static IEnumerable<OperationError> FindUnknownFields(InputModel model, IReadOnlyDictionary<string, object?> input) =>
        input
            .Keys.Where(name => model.Find(name) is null)
            .Select(name => new OperationError(VendorErrors.InvalidInput, $"The input {model.Name} has no field '{name}'.", name));

    private sealed class Binding(ICollection<OperationError> errors)
    {
        private const int MaxDepth = 32;

        public object? BindRecord(InputModel model, IReadOnlyDictionary<string, object?> input, string path, int depth)
        {
            var before = errors.Count;
            var record = model.Create!();
            foreach (var field in model.Fields)
                Assign(record, field, input, path, depth);
            return errors.Count == before ? record : null;
        }

        private void Assign(object record, InputField field, IReadOnlyDictionary<string, object?> input, string path, int depth)
        {
            var at = path + field.Name;
            var given = input.TryGetValue(field.Name, out var raw);
            var value = given ? InputValue.ToPlain(raw, field.Shape) : null;
            if (value is null && field.Required)
                AddError(at, "is required");
            // A non-nullable value keeps its default when the caller gives null.
            else if (given && (value is null ? field.Nullable : Convert(field.Shape, value, at, depth, out value)))
                field.Set!(record, value);
        }

        private bool Convert(InputShape shape, object value, string path, int depth, out object? converted)
        {
            converted =
                depth >= MaxDepth
                    ? null
                    : shape switch
                    {
                        InputShape.Many many => BindList(many, value, path, depth),
                        InputShape.Nested nested => BindNested(nested, value, path, depth),
                        InputShape.Choice choice => InputValue.FindMember(choice.Enum, value),
                        InputShape.Scalar scalar => InputValue.Convert(scalar.Kind, value),
                        _ => null,
                    };
            if (converted is not null)
                return true;
            if (depth >= MaxDepth)
                AddError(path, $"is nested deeper than {MaxDepth} levels");
            else if (shape is InputShape.Scalar or InputShape.Choice)
                AddError(path, "must be " + InputValue.DescribeExpected(shape));
            return false;
        }

        private object? BindNested(InputShape.Nested nested, object value, string path, int depth)
        {
            if (InputValue.GetMembers(value) is not { } members)
            {
                AddError(path, "must be an object");
                return null;
            }
            foreach (var unknown in FindUnknownFields(nested.Model, members))
                errors.Add(unknown with { Field = $"{path}.{unknown.Field}" });
            return BindRecord(nested.Model, members, path + ".", depth + 1);
        }

        private object? BindList(InputShape.Many many, object value, string path, int depth)
        {
            if (InputValue.GetItems(value) is not { } items)
            {
                AddError(path, "must be a list");
                return null;
            }
            var before = errors.Count;
            var list = many.Create();
            foreach (var item in items)
                Append(list, many.Element, item, $"{path}[{list.Count}]", depth);
            return errors.Count == before ? list : null;
        }

        private void Append(System.Collections.IList list, InputShape element, object? item, string path, int depth)
        {
            if (InputValue.ToPlain(item, element) is not { } value)
                AddError(path, "must not be null");
            else if (Convert(element, value, path, depth + 1, out var converted))
                list.Add(converted);
        }

        private void AddError(string path, string expectation) =>
            errors.Add(new(VendorErrors.InvalidInput, $"'{path}' {expectation}.", path));
    }
}
