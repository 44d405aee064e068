using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>What a path names.</summary>
internal abstract record ODataPath
{
    public sealed record ServiceDocument : ODataPath;

    public sealed record Metadata : ODataPath;

    public sealed record Batch : ODataPath;

    /// <summary>An operation that is bound to nothing.</summary>
    public sealed record Operation(string Name) : ODataPath;

    /// <summary>A set, and what is reached from it by keys and navigations.</summary>
    /// <param name="Target">The entity that the steps lead to.</param>
    /// <param name="IsSingle">Whether that is one entity.</param>
    public sealed record Resource(EntityModel Set, IReadOnlyList<PathStep> Steps, EntityModel Target, bool IsSingle, PathEnd End) : ODataPath
    {
        /// <summary>The sets of a cross join; empty for a set by itself.</summary>
        public IReadOnlyList<EntityModel> Joined { get; init; } = [];
    }
}

internal abstract record PathStep
{
    public sealed record Key(long Value) : PathStep;

    public sealed record Navigation(RelationModel Relation) : PathStep;

    /// <summary><c>/$filter(…)</c>: those of the collection that meet a condition.</summary>
    public sealed record Filter(Expression Condition) : PathStep;
}

/// <summary>What is asked for of what the steps lead to.</summary>
internal abstract record PathEnd
{
    public sealed record Entities : PathEnd;

    public sealed record Count : PathEnd;

    public sealed record Property(FieldModel Field, bool IsRaw) : PathEnd;

    public sealed record References : PathEnd;

    public sealed record Action(string Name) : PathEnd;

    public static readonly Entities All = new();
}
