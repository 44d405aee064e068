using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The rows that an expression can name: the one it is about and, inside a lambda, those further out.</summary>
/// <param name="Variable">Its range variable; null for one that only names without a variable lead to.</param>
/// <param name="Prefix">The to-one relations between the plan's own row and this one.</param>
internal sealed record RowScope(string? Variable, EntityModel Entity, RowScope? Outer = null, IReadOnlyList<RelationModel>? Prefix = null)
{
    public const string Root = "$it";

    /// <summary>Whether names without a variable are looked up here.</summary>
    public bool IsImplicit { get; init; } = true;

    /// <summary>What names mean beside the properties of the row.</summary>
    public NamedScalars Names { get; init; } = new();

    /// <summary>The sources of a cross join by name, in whose rows alone names are looked up.</summary>
    public IReadOnlyList<EntityModel>? Sources { get; init; }

    /// <summary>The further source of a cross join whose row this is.</summary>
    public int? Crossing { get; init; }

    public IReadOnlyList<RelationModel> Start => Prefix ?? [];

    /// <summary>The row of a lambda's variable.</summary>
    public RowScope Nested(string variable, EntityModel entity) => new(variable, entity, this) { IsImplicit = false };

    /// <summary>The row of a counted collection, whose own names need no variable.</summary>
    public RowScope Counted(EntityModel entity) => new(null, entity, this);

    /// <summary>The scope that a variable names and how many lambdas out it is; null where there is no such variable.</summary>
    public (RowScope Scope, int Levels)? Find(string variable)
    {
        var levels = 0;
        for (var scope = this; scope is not null; scope = scope.Outer, levels++)
            if (scope.Variable == variable) return (scope, levels);
        return null;
    }

    /// <summary>The scope in which names without a variable are looked up.</summary>
    public (RowScope Scope, int Levels) Implicit()
    {
        var (scope, levels) = (this, 0);
        for (; !scope.IsImplicit; levels++) scope = scope.Outer!;
        return (scope, levels);
    }
}
