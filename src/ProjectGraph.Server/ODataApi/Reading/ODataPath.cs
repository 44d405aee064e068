using System.Globalization;
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

        /// <summary>Whether it is the part of a collection that meets a condition, which nothing can be added to.</summary>
        public bool IsFiltered => Steps is [.., PathStep.Filter];

        /// <summary>The steps with keys in parentheses and without conditions, as context URLs name them (Protocol, section 10).</summary>
        public string Canonical => Set.Set + string.Concat(Steps.Select(step => step switch
        {
            PathStep.Key key => string.Create(CultureInfo.InvariantCulture, $"({key.Value})"),
            PathStep.Navigation navigation => "/" + navigation.Relation.Name,
            _ => "",
        }));
    }
}

internal abstract record PathStep
{
    public sealed record Key(long Value) : PathStep;

    public sealed record Navigation(RelationModel Relation) : PathStep;

    /// <summary><c>/$filter(…)</c>: those of the collection that meet a condition.</summary>
    /// <param name="Aliases">The parameter aliases of the URL, with their <c>@</c>.</param>
    public sealed record Filter(Expression Condition, IReadOnlyDictionary<string, string> Aliases) : PathStep;
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
