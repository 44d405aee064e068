using System.Collections.Concurrent;
using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>An enum of the graph with its public names.</summary>
public sealed class EnumModel
{
    private static readonly ConcurrentDictionary<Type, EnumModel> all = new();
    private readonly Dictionary<long, EnumMember> byNumber;
    private readonly Dictionary<string, EnumMember> byName;

    private EnumModel(Type type, string description, IReadOnlyList<EnumMember> members)
    {
        (Type, Description, Members) = (type, description, members);
        byNumber = Members.ToDictionary(member => member.Number);
        byName = Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    /// <summary>The one model of an enum whose members have public names.</summary>
    public static EnumModel Of(Type type) => all.GetOrAdd(type, Read);

    public Type Type { get; }
    public string Name => Type.Name;
    public string Description { get; }
    public IReadOnlyList<EnumMember> Members { get; }

    /// <summary>The member of this stored number; null where a newer version wrote one that this one does not know.</summary>
    public EnumMember? Find(long number) => byNumber.GetValueOrDefault(number);

    /// <summary>The member of this public name, in its exact case.</summary>
    public EnumMember? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The same enum with members that its C# declaration does not have: a new model, this one stays as it is.</summary>
    public EnumModel With(IEnumerable<EnumMember> more) => new(Type, Description, [.. Members, .. more]);

    private static EnumModel Read(Type type) => new(
        type,
        type.GetCustomAttribute<EnumDescriptionAttribute>()?.Description ?? throw new InvalidOperationException($"{type.Name} has no description."),
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(Member)]);

    private static EnumMember Member(FieldInfo field)
    {
        var value = field.GetCustomAttribute<ValueAttribute>()
            ?? throw new InvalidOperationException($"{field.DeclaringType!.Name}.{field.Name} has no public name.");
        var member = field.GetValue(null)!;
        return new(value.Name, value.Description, Convert.ToInt64(member, null), member);
    }
}

/// <param name="Name">Public name, in capitals.</param>
/// <param name="Number">What the store holds.</param>
/// <param name="Value">The CLR member.</param>
public sealed record EnumMember(string Name, string Description, long Number, object Value);
