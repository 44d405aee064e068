using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The rows that an expression can name: the one it is about and, inside a lambda, those further out.</summary>
/// <param name="Variable">Its range variable, <c>$it</c> at the root.</param>
/// <param name="Prefix">The to-one relations between the plan's own row and this one.</param>
internal sealed record RowScope(string Variable, EntityModel Entity, RowScope? Outer = null, IReadOnlyList<RelationModel>? Prefix = null)
{
    public const string Root = "$it";

    public IReadOnlyList<RelationModel> Start => Prefix ?? [];

    public RowScope Nested(string variable, EntityModel entity) => new(variable, entity, this);

    /// <summary>The scope that a variable names and how many lambdas out it is.</summary>
    public (RowScope Scope, int Levels) Find(string variable)
    {
        var levels = 0;
        for (var scope = this; scope is not null; scope = scope.Outer, levels++)
            if (scope.Variable == variable) return (scope, levels);
        throw new ApiException(ErrorCodes.Invalid, $"There is no range variable '{variable}' here.");
    }
}

/// <summary>Where a path leads: the to-one relations on the way, from a row this many lambdas out.</summary>
internal readonly record struct RowPath(IReadOnlyList<RelationModel> Relations, EntityModel Entity, int Levels)
{
    public Scalar Field(FieldModel field) => Outer(new FieldScalar(Relations, field));

    public Scalar Outer(Scalar scalar) => Levels == 0 ? scalar : new OuterScalar(Levels, scalar);
}
