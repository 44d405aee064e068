using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Where a path leads.</summary>
internal abstract record PathTarget
{
    /// <summary>One row: the to-one relations on the way, from a row this many lambdas out.</summary>
    /// <param name="Scope">Where the path begins.</param>
    /// <param name="Source">The further source of a cross join whose row it begins at.</param>
    /// <param name="Key">The key of a row that the path begins at, whatever row asks.</param>
    public sealed record Row(RowScope Scope, IReadOnlyList<RelationModel> Relations, EntityModel Entity, int Levels) : PathTarget
    {
        public int? Source { get; init; }
        public (EntityModel Entity, Scalar Key)? Looked { get; init; }

        /// <summary>A value of the row at the path's beginning, as it is read from the innermost row.</summary>
        public Scalar Read(Scalar scalar)
        {
            if (Looked is var (entity, key)) return new LookupScalar(entity, key, scalar);
            var sourced = Source is { } source ? new CrossScalar(source, scalar) : scalar;
            return Levels == 0 ? sourced : new OuterScalar(Levels, sourced);
        }
    }

    /// <summary>Rows of a to-many relation, or one field of each.</summary>
    public sealed record Many(Row From, RelationModel Relation, FieldModel? Field = null) : PathTarget;

    public sealed record Value(Scalar Scalar) : PathTarget;
}
