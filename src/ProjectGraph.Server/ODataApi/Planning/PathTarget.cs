using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The target of a path.</summary>
internal abstract record PathTarget
{
    /// <summary>One row, reached by to-one relations from a row that is this many lambdas outward.</summary>
    /// <param name="Scope">The scope in which the path begins.</param>
    public sealed record Row(RowScope Scope, IReadOnlyList<RelationModel> Relations, EntityModel Entity, int Levels) : PathTarget
    {
        /// <summary>The index of the joined source in a cross join where the path begins; null for the first.</summary>
        public int? Source { get; init; }

        /// <summary>The entity and key of a fixed row where the path begins (<c>$root</c>).</summary>
        public (EntityModel Entity, Scalar Key)? Lookup { get; init; }

        /// <summary>Wraps a value of the path's first row so that it can be read from the innermost row.</summary>
        public Scalar ToInnermost(Scalar scalar)
        {
            if (Lookup is var (entity, key))
                return new LookupScalar(entity, key, scalar);
            var sourced = Source is { } source ? new CrossScalar(source, scalar) : scalar;
            return Levels == 0 ? sourced : new OuterScalar(Levels, sourced);
        }
    }

    /// <summary>The rows of a to-many relation, or one field of each row.</summary>
    public sealed record Many(Row From, RelationModel Relation, FieldModel? Field = null) : PathTarget;

    public sealed record Value(Scalar Scalar) : PathTarget;
}
