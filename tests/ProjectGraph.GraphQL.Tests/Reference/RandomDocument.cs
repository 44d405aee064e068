using System.Globalization;
using System.Text;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>Writes documents that mostly fit a schema: one choice in so many is a mistake, the last of its alternatives, so that shrinking removes it.</summary>
internal sealed class RandomDocument(Schema schema, Random random, int mistakes = 40)
{
    private readonly NamedType[] _types = [.. schema.Types.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal))];
    private readonly Dictionary<string, GraphQLType> _variables = [];
    private string[] _conditions = [];
    private int _fragments;

    private bool Mistake => random.Next(mistakes) == mistakes - 1;

    /// <summary>What the last document declares.</summary>
    public IReadOnlyDictionary<string, GraphQLType> Variables => _variables;

    public string Write()
    {
        _fragments = random.Next(4);
        var fragments = new StringBuilder();
        _conditions = [.. Enumerable.Range(0, _fragments).Select(_ => Pick(Composites(null)).Name)];
        _variables.Clear();
        for (int i = 0; i < _fragments; i++)
        {
            if (Mistake)
                continue;
            string condition = Mistake ? Pick(_types).Name : _conditions[i];
            string selections = Selections(schema.FindType(_conditions[i])!, 2);
            fragments.Append(
                CultureInfo.InvariantCulture,
                $"fragment F{i} on {condition}{Directives("@onFragmentDefinition")} {selections}\n"
            );
        }

        string body = Operation();
        return body + "\n" + fragments + (Mistake ? Operation() : "");
    }

    private string Operation()
    {
        (string Keyword, ObjectType? Root) kind = random.Next(10) switch
        {
            0 => ("mutation", schema.MutationType),
            1 => ("subscription", schema.SubscriptionType),
            _ => ("query", schema.QueryType),
        };
        string directives = Directives($"@on{char.ToUpperInvariant(kind.Keyword[0])}{kind.Keyword[1..]}");
        string selections = Selections(kind.Root!, 3);
        if (_variables.Count == 0 && kind.Keyword == "query" && random.Next(2) == 0)
            return selections;
        string variables = _variables.Count == 0 ? "" : $"({string.Join(", ", Declarations().DefaultIfEmpty("$unused: Int"))})";
        return $"{kind.Keyword} {(random.Next(3) == 0 ? "" : "Q")}{variables}{directives} {selections}";
    }

    private IEnumerable<string> Declarations() =>
        from variable in _variables
        where !Mistake
        select $"${variable.Key}: {(Mistake ? Pick(_types) : variable.Value)}{Default(variable.Value)}";

    private string Default(GraphQLType type) => random.Next(4) == 0 ? $" = {Value(type, 0, false)}" : "";

    private string Selections(GraphQLType type, int depth)
    {
        var selections = new List<string>();
        for (int count = random.Next(1, 5); count > 0; count--)
            selections.Add(Selection(type.InnermostType, depth));
        return $"{{ {string.Join(' ', selections)} }}";
    }

    private string Selection(NamedType type, int depth)
    {
        switch (random.Next(12))
        {
            case 0 when depth > 0:
                NamedType condition = Pick(Composites(Mistake ? null : type as CompositeType));
                return $"... on {condition.Name}{Directives("@onInlineFragment")} {Selections(condition, depth - 1)}";
            case 1 when depth > 0:
                return $"...{Directives("@onInlineFragment")} {Selections(type, depth - 1)}";
            case 2 when _fragments > 0:
                int fragment = random.Next(Mistake ? _fragments + 1 : _fragments);
                bool fits = fragment < _conditions.Length && Overlaps(schema.FindType(_conditions[fragment])!, type);
                return fits || Mistake ? $"...F{fragment}{Directives("@onFragmentSpread")}" : "__typename";
            case 3:
                return random.Next(3) == 0 ? "t: __typename" : "__typename";
            default:
                return Field(type, depth);
        }
    }

    private string Field(NamedType type, int depth)
    {
        FieldDefinition[] fields = type is ObjectOrInterfaceType fielded
            ? [.. fielded.Fields.Where(field => depth > 0 || field.Type.InnermostType is LeafType)]
            : [];
        if (fields.Length == 0)
            return "__typename";
        FieldDefinition field = Pick(fields);
        string name = Mistake ? field.Name + "x" : field.Name;
        string alias = random.Next(4) == 0 ? $"{(char)('a' + random.Next(3))}: " : "";
        bool composite = field.Type.InnermostType is CompositeType != Mistake;
        string inner = composite ? " " + Selections(field.Type.InnermostType is CompositeType ? field.Type : type, depth - 1) : "";
        return $"{alias}{name}{Arguments(field.Arguments)}{Directives("@onField")}{inner}";
    }

    private string Arguments(IEnumerable<InputValueDefinition> definitions)
    {
        List<string> given =
        [
            .. definitions
                .Where(definition => definition.IsRequired != Mistake || random.Next(3) == 0)
                .Select(definition => $"{(Mistake ? definition.Name + "s" : definition.Name)}: {Value(definition.Type, 3)}"),
        ];
        if (Mistake && given.Count > 0)
            given.Add(given[0]);
        return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
    }

    private string Directives(string own) =>
        random.Next(12) switch
        {
            0 => $" @skip(if: {Value(Scalars.Boolean.NonNull(), 0)})",
            1 => $" @include(if: {Value(Scalars.Boolean.NonNull(), 0)})",
            2 => " " + own,
            3 when Mistake => " @onField",
            4 when Mistake => " @unknown",
            5 when Mistake => " @skip",
            6 when Mistake => $" {own} {own}",
            7 when own == "@onField" => " @many @many(a: 1)",
            8 when own == "@onField" => Mistake ? " @needs" : " @needs(what: \"it\")",
            _ => "",
        };

    private string Value(GraphQLType type, int depth, bool variables = true)
    {
        if (variables && random.Next(6) == 0)
            return "$" + Variable(type);
        if (Mistake)
            return Pick([
                "1",
                "\"text\"",
                "true",
                "null",
                "RED",
                "[1]",
                "{ a: 1 }",
                "1.5",
                "12345678901",
                "PINK",
                "{}",
                "{ number: 1 }",
                "1e400",
                "-0",
                "\"\"",
            ]);
        if (!type.IsNonNull && random.Next(10) == 0)
            return "null";
        return type.Nullable switch
        {
            ListType list => random.Next(4) == 0
                ? Value(list.Item, depth, variables)
                : $"[{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.Item, depth, variables)))}]",
            EnumType e => Pick(e.Values.ToArray()).Name,
            InputObjectType input => InputObject(input, depth, variables),
            { InnermostType.Name: "Int" } => random.Next(100).ToString(CultureInfo.InvariantCulture),
            { InnermostType.Name: "Float" } => Pick(["1", "2.5", "-1e3"]),
            { InnermostType.Name: "Boolean" } => Pick(["true", "false"]),
            { InnermostType.Name: "ID" } => Pick(["\"id\"", "7"]),
            { InnermostType.Name: "String" } => Pick(["\"text\"", "\"\"\"block\"\"\"", "\"\""]),
            _ => Pick(["2", "4"]),
        };
    }

    private string InputObject(InputObjectType type, int depth, bool variables)
    {
        InputValueDefinition[] fields = [.. type.Fields.Where(field => field.IsRequired != Mistake || (random.Next(3) == 0 && depth > 0))];
        if (type.IsOneOf && !Mistake)
            fields = [Pick(type.Fields.ToArray())];
        IEnumerable<string> given =
            from field in fields
            let expected = type.IsOneOf && !Mistake ? field.Type.NonNull() : field.Type
            select $"{(Mistake ? field.Name + "r" : field.Name)}: {Value(expected, depth - 1, variables)}";
        return $"{{ {string.Join(", ", given)} }}";
    }

    private string Variable(GraphQLType type)
    {
        string name = $"v{random.Next(Mistake ? 3 : 30)}";
        GraphQLType declared =
            random.Next(8) == 0 ? type.Nullable
            : random.Next(4) == 0 && !type.IsNonNull ? type.NonNull()
            : type;
        if (!_variables.TryAdd(name, declared) && !Mistake && _variables[name] != declared)
            _variables[name + "b"] = declared;
        return _variables[name] == declared || !_variables.ContainsKey(name + "b") ? name : name + "b";
    }

    private CompositeType[] Composites(CompositeType? overlapping) =>
        [.. _types.OfType<CompositeType>().Where(type => overlapping is null || Overlaps(type, overlapping))];

    private bool Overlaps(NamedType a, NamedType b) =>
        a is CompositeType first
        && b is CompositeType second
        && schema.GetPossibleTypes(first).Intersect(schema.GetPossibleTypes(second)).Any();

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
