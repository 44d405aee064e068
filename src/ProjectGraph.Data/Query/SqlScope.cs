using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A table of a statement under its alias, with the to-one joins that expressions asked for.</summary>
internal sealed class SqlScope
{
    private readonly Dictionary<string, string> joined = new(StringComparer.Ordinal);
    private readonly StringBuilder joins = new();
    private readonly Func<string> nextAlias;

    public SqlScope(EntityModel entity, Func<string> nextAlias, SqlScope? outer = null)
    {
        this.nextAlias = nextAlias;
        Entity = entity;
        Outer = outer;
        Alias = nextAlias();
    }

    public EntityModel Entity { get; }
    public SqlScope? Outer { get; }
    public string Alias { get; }

    /// <summary>The joins, in the order in which they were asked for.</summary>
    public string Joins => joins.ToString();

    public SqlScope Nested(EntityModel entity) => new(entity, nextAlias, this);

    /// <summary>The alias of the row at the end of a path of to-one relations.</summary>
    public string Join(IReadOnlyList<RelationModel> path)
    {
        var (alias, key) = (Alias, "");
        foreach (var relation in path)
        {
            key += relation.Name + ".";
            if (!joined.TryGetValue(key, out var next))
            {
                joined[key] = next = nextAlias();
                joins.Append($" LEFT JOIN \"{relation.Target.Set}\" {next} ON {next}.\"{relation.To.Name}\" = {alias}.\"{relation.From.Name}\"");
            }
            alias = next;
        }
        return alias;
    }
}
