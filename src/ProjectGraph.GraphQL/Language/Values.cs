using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public abstract record ValueNode(SourceLocation Location) : Node(Location)
{
    public sealed override string ToString() => Printer.Print(this);
}

public sealed record VariableNode(string Name, SourceLocation Location) : ValueNode(Location);

/// <summary>An integer, kept as text so that no digit is lost before the type is known.</summary>
public sealed record IntValueNode(string Text, SourceLocation Location) : ValueNode(Location);

public sealed record FloatValueNode(string Text, SourceLocation Location) : ValueNode(Location);

public sealed record StringValueNode(string Value, bool IsBlock, SourceLocation Location) : ValueNode(Location);

public sealed record BooleanValueNode(bool Value, SourceLocation Location) : ValueNode(Location);

public sealed record NullValueNode(SourceLocation Location) : ValueNode(Location);

public sealed record EnumValueNode(string Name, SourceLocation Location) : ValueNode(Location);

public sealed record ListValueNode(ImmutableArray<ValueNode> Items, SourceLocation Location) : ValueNode(Location);

public sealed record ObjectValueNode(ImmutableArray<ObjectFieldNode> Fields, SourceLocation Location) : ValueNode(Location)
{
    /// <summary>Returns the first field with this name.</summary>
    public ObjectFieldNode? Field(string name)
    {
        foreach (ObjectFieldNode field in Fields)
        {
            if (field.Name == name)
                return field;
        }

        return null;
    }
}

public sealed record ObjectFieldNode(string Name, ValueNode Value, SourceLocation Location) : Node(Location);
