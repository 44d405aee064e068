using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>A stored field. Converts the property's value to the column's value (null, bool, long, double or string) and back.</summary>
internal sealed class Column(FieldModel model)
{
    private readonly Func<object, object?> _get = CompileGetter(model.Property);
    private readonly Action<object, object?> _set = CompileSetter(model.Property);
    private readonly Type _type = Nullable.GetUnderlyingType(model.Property.PropertyType) ?? model.Property.PropertyType;

    public string Name => model.Name;
    public FieldKind Kind => model.Kind;

    /// <exception cref="StoreException">A column of this kind cannot hold the value.</exception>
    public object? Encode(object entity)
    {
        var value = _get(entity);
        return value is null && !model.IsNullable ? throw CreateUnstorable("null, but the field is required") : ToStored(value);
    }

    /// <summary>Sets the property. An unreadable value leaves the default of a new entity: null, or the type's default.</summary>
    public void Decode(object entity, object? stored)
    {
        var value = FromStored(stored);
        if (value is not null || model.IsNullable)
            _set(entity, value);
    }

    private object? ToStored(object? value) =>
        value switch
        {
            null => null,
            string text => StoredText.Clean(text),
            decimal amount => ToScaled(amount),
            DateTimeOffset instant => instant.UtcTicks,
            DateOnly day => day.ToString(StoredValueReader.DayFormat, CultureInfo.InvariantCulture),
            bool truth => truth,
            long number => number,
            int number => (long)number,
            double number => double.IsFinite(number) ? number : throw CreateUnstorable("not a finite number"),
            _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        };

    private object? FromStored(object? stored) =>
        StoredValueReader.ReadValue(stored, Kind) is { } value
            ? Kind == FieldKind.Enum
                ? Enum.ToObject(_type, (long)value)
                : value
            : null;

    private long ToScaled(decimal amount)
    {
        try
        {
            return Money.ToStored(amount);
        }
        catch (OverflowException)
        {
            throw CreateUnstorable(string.Create(CultureInfo.InvariantCulture, $"{amount}; the largest amount is {Money.Max}"));
        }
    }

    private StoreException CreateUnstorable(string problem) =>
        new(StoreException.UnstorableValue, $"{model} cannot be stored: it is {problem}.");

    private static Func<object, object?> CompileGetter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), entity).Compile();
    }

    private static Action<object, object?> CompileSetter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var target = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        var assign = Expression.Assign(target, Expression.Convert(value, property.PropertyType));
        return Expression.Lambda<Action<object, object?>>(assign, entity, value).Compile();
    }
}
