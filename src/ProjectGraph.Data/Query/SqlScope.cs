using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A table of a statement with its alias and the to-one joins that expressions requested.</summary>
internal sealed class SqlScope
{
    private readonly Dictionary<string, string> _joined = new(StringComparer.Ordinal);
    private readonly StringBuilder _joins = new();
    private readonly SqlTables _tables;

    public SqlScope(EntityModel entity, SqlTables tables, Func<string> nextAlias, SqlScope? outer = null)
    {
        _tables = tables;
        NextAlias = nextAlias;
        Entity = entity;
        Outer = outer;
        Alias = nextAlias();
    }

    public Func<string> NextAlias { get; }
    public EntityModel Entity { get; }
    public SqlScope? Outer { get; }
    public string Alias { get; }

    /// <summary>The cross-joined tables of additional sources.</summary>
    public List<SqlScope> CrossJoined { get; } = [];

    /// <summary>The joins, in the order in which they were requested.</summary>
    public string Joins => _joins.ToString();

    public SqlScope Nested(EntityModel entity) => new(entity, _tables, NextAlias, this);

    /// <summary>The alias of the row at the end of a path of to-one relations.</summary>
    public string Join(IReadOnlyList<RelationModel> path)
    {
        var (alias, key) = (Alias, "");
        foreach (var relation in path)
        {
            key += relation.Name + ".";
            if (!_joined.TryGetValue(key, out var next))
            {
                _joined[key] = next = NextAlias();
                _joins.Append(
                    relation.IsMany
                        ? JoinToMany(relation, alias, next)
                        : $" LEFT JOIN {Table(relation, next)} = {alias}.\"{relation.From.Name}\""
                );
            }
            alias = next;
        }
        return alias;
    }

    // A row without related rows has no value at the end of the path, and is in no group of such a path.
    private string JoinToMany(RelationModel relation, string alias, string next)
    {
        if (relation.Join is not { } join)
            return $" JOIN {Table(relation, next)} = {alias}.\"{relation.From.Name}\"";
        var through = NextAlias();
        return $" JOIN {SqlTables.Table(join)} {through} ON {through}.\"{join.SourceColumn.Name}\" = {alias}.\"{relation.From.Name}\""
            + $" AND {through}.\"{join.Discriminator.Name}\" = {join.Value.ToString(CultureInfo.InvariantCulture)} JOIN {Table(relation, next)} = {through}.\"{join.TargetColumn.Name}\"";
    }

    private string Table(RelationModel relation, string alias) =>
        $"{_tables.Table(relation.Target)} {alias} ON {alias}.\"{relation.To.Name}\"";
}
