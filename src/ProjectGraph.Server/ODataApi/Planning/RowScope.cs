using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The rows that an expression can refer to: its own row and, inside a lambda, the outer rows.</summary>
/// <param name="Variable">The range variable; null if the row is reached only by names without a variable.</param>
/// <param name="Prefix">The to-one relations from the plan's row to this row.</param>
internal sealed record RowScope(string? Variable, EntityModel Entity, RowScope? Outer = null, IReadOnlyList<RelationModel>? Prefix = null)
{
    public const string Root = "$it";

    /// <summary>Whether names without a variable are looked up here.</summary>
    public bool IsImplicit { get; init; } = true;

    /// <summary>The names in addition to the row's properties.</summary>
    public NamedScalars Names { get; init; } = new();

    /// <summary>The sources of a cross join. Names are looked up only in their rows.</summary>
    public IReadOnlyList<EntityModel>? Sources { get; init; }

    /// <summary>The index of this row's joined source in a cross join; null for the first.</summary>
    public int? JoinedSource { get; init; }

    public IReadOnlyList<RelationModel> PathPrefix => Prefix ?? [];

    /// <summary>Creates the scope of a lambda's variable.</summary>
    public RowScope CreateLambdaScope(string variable, EntityModel entity) => new(variable, entity, this) { IsImplicit = false };

    /// <summary>Creates the scope of a counted collection, whose names need no variable.</summary>
    public RowScope CreateCountScope(EntityModel entity) => new(null, entity, this);

    /// <summary>Finds the scope of a variable and its distance in lambdas; null if the variable is unknown.</summary>
    public (RowScope Scope, int Levels)? Find(string variable)
    {
        var levels = 0;
        for (var scope = this; scope is not null; scope = scope.Outer, levels++)
            if (scope.Variable == variable)
                return (scope, levels);
        return null;
    }

    /// <summary>Returns the scope in which names without a variable are looked up.</summary>
    public (RowScope Scope, int Levels) GetImplicit()
    {
        var (scope, levels) = (this, 0);
        for (; !scope.IsImplicit; levels++)
            scope = scope.Outer!;
        return (scope, levels);
    }
}
