using System.Collections.Concurrent;
using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>An enum of the graph with its public names.</summary>
public sealed class EnumModel
{
    private const string Unknown = "UNKNOWN";

    private static readonly ConcurrentDictionary<Type, EnumModel> All = new();
    private readonly Dictionary<long, EnumMember> _byNumber;
    private readonly Dictionary<string, EnumMember> _byName;

    private EnumModel(Type type, string description, IReadOnlyList<EnumMember> members)
    {
        (Type, Description, Members) = (type, description, members);
        _byNumber = Members.ToDictionary(member => member.Number);
        _byName = Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the cached model of an enum whose members have public names.</summary>
    public static EnumModel Get(Type type) => All.GetOrAdd(type, Read);

    public Type Type { get; }
    public string Name => Type.Name;
    public string Description { get; }
    public IReadOnlyList<EnumMember> Members { get; }

    /// <summary>Finds the member with this stored number; null where a newer version wrote a number unknown to this one.</summary>
    public EnumMember? Find(long number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The member shown for unknown numbers; null where an unknown number is shown as null.</summary>
    public EnumMember? Fallback => Find(Unknown);

    /// <summary>The member shown to clients for a stored number: its own member or the <see cref="Fallback"/>.</summary>
    public EnumMember? FindOrFallback(long number) => Find(number) ?? Fallback;

    /// <summary>Finds the member with this public name, case-sensitively.</summary>
    public EnumMember? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Creates a copy of the enum with additional members that the C# declaration does not have.</summary>
    public EnumModel WithMembers(IEnumerable<EnumMember> more) => new(Type, Description, [.. Members, .. more]);

    private static EnumModel Read(Type type)
    {
        var declared = type.GetCustomAttribute<EnumDescriptionAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no description.");
        var members = type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(ReadMember);
        return new(type, declared.Description, [.. declared.AddsUnknown ? members.Append(CreateUnknownMember(type)) : members]);
    }

    private static EnumMember CreateUnknownMember(Type type) =>
        new(Unknown, "A value that this version of the service does not know. Read-only.", 0, Enum.ToObject(type, 0));

    private static EnumMember ReadMember(FieldInfo field)
    {
        var value = field.GetCustomAttribute<ValueAttribute>()
            ?? throw new InvalidOperationException($"{field.DeclaringType!.Name}.{field.Name} has no public name.");
        var member = field.GetValue(null)!;
        return new(value.Name, value.Description, Convert.ToInt64(member, null), member);
    }
}

/// <param name="Name">Public name, in capitals.</param>
/// <param name="Number">The number in the store.</param>
/// <param name="Value">The CLR member.</param>
public sealed record EnumMember(string Name, string Description, long Number, object Value);
