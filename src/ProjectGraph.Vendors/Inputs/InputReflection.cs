using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>Reads an input record's declaration and compiles its accessors, so that calls need no reflection.</summary>
internal sealed class InputReflection(IReadOnlyList<VendorConnector> vendors)
{
    private readonly ConcurrentDictionary<Type, InputModel> _models = new();

    private static readonly Dictionary<Type, FieldKind> Kinds = new()
    {
        [typeof(string)] = FieldKind.Text,
        [typeof(bool)] = FieldKind.Boolean,
        [typeof(int)] = FieldKind.Int,
        [typeof(long)] = FieldKind.Long,
        [typeof(decimal)] = FieldKind.Decimal,
        [typeof(double)] = FieldKind.Double,
        [typeof(DateOnly)] = FieldKind.Date,
        [typeof(DateTimeOffset)] = FieldKind.Instant,
        [typeof(JsonNode)] = FieldKind.Json,
    };

    public InputModel GetModel(Type type) => _models.GetOrAdd(type, ReadModel);

    private InputModel ReadModel(Type type)
    {
        var description = type.GetCustomAttribute<InputAttribute>()?.Description
            ?? throw new InvalidOperationException($"The input {type.Name} has no description. Add an InputAttribute.");
        var create = Expression.Lambda<Func<object>>(Expression.New(type)).Compile();
        return new(type.Name, description, [.. GetInputProperties(type).SelectMany(ReadFields)]) { Create = create };
    }

    private static IEnumerable<PropertyInfo> GetInputProperties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property =>
                property.IsDefined(typeof(InputAttribute))
                || property.IsDefined(typeof(VendorInputsAttribute))
                || property.IsDefined(typeof(InputGroupAttribute))
            )
            .OrderBy(property => property.DeclaringType == type ? 0 : 1);

    private IEnumerable<InputField> ReadFields(PropertyInfo property)
    {
        if (property.GetCustomAttribute<VendorInputsAttribute>() is { } inputs)
            return ReadVendorFields(property, inputs);
        return property.IsDefined(typeof(InputGroupAttribute)) ? ReadGroupFields(property) : [ReadField(property)];
    }

    private IEnumerable<InputField> ReadGroupFields(PropertyInfo property)
    {
        var get = CompileGetter<object>(property);
        return GetModel(property.PropertyType)
            .Fields.Select(field => field with { Set = (target, value) => field.Set!(get(target), value) });
    }

    private IEnumerable<InputField> ReadVendorFields(PropertyInfo property, VendorInputsAttribute inputs)
    {
        var get = CompileGetter<VendorInputs>(property);
        foreach (var connector in vendors)
        {
            if ((inputs.Copy ? connector.CopyInput : connector.ProjectInput) is not { } type)
                continue;
            yield return new(
                connector.InputName,
                $"Fields that only {connector.Name} has.",
                new InputShape.Nested(InputModel.Get(type)),
                false
            )
            {
                Set = (target, value) =>
                {
                    if (value is not null)
                        get(target).Add(connector.Vendor, value);
                },
            };
        }
    }

    private InputField ReadField(PropertyInfo property)
    {
        var declared = property.GetCustomAttribute<InputAttribute>()!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute));
        var shape = ReadShape(Unwrap(property.PropertyType), declared.IdOf);
        return new(GraphModel.CamelCase(property.Name), declared.Description, shape, required)
        {
            Set = CompileSetter(property),
            Nullable = CanHoldNull(
                IsOptional(property.PropertyType) ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType
            ),
        };
    }

    private static bool CanHoldNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private InputShape ReadShape(Type type, Type? idOf)
    {
        if (Kinds.TryGetValue(type, out var kind))
            return new InputShape.Scalar(kind, idOf);
        if (type.IsEnum)
            return new InputShape.Choice(EnumModel.Get(type));
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return new InputShape.Nested(GetModel(type));
        var element = type.GetGenericArguments()[0];
        var list = Expression.Convert(Expression.New(typeof(List<>).MakeGenericType(element)), typeof(IList));
        return new InputShape.Many(ReadShape(element, idOf)) { Create = Expression.Lambda<Func<IList>>(list).Compile() };
    }

    /// <summary>The type without its wrappers <see cref="Optional{T}"/> and <see cref="Nullable{T}"/>.</summary>
    private static Type Unwrap(Type type)
    {
        if (IsOptional(type))
            type = type.GetGenericArguments()[0];
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static Func<object, T> CompileGetter<T>(PropertyInfo property)
    {
        var record = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(record, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, T>>(value, record).Compile();
    }

    private static Action<object, object?> CompileSetter(PropertyInfo property)
    {
        var record = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var target = Expression.Property(Expression.Convert(record, property.DeclaringType!), property);
        var type = property.PropertyType;
        Expression converted = IsOptional(type)
            ? Expression.New(type.GetConstructor(type.GetGenericArguments())!, Expression.Convert(value, type.GetGenericArguments()[0]))
            : Expression.Convert(value, type);
        return Expression.Lambda<Action<object, object?>>(Expression.Assign(target, converted), record, value).Compile();
    }
}
