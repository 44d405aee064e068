using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>A parsed resource path.</summary>
internal abstract record ODataPath
{
    public sealed record ServiceDocument : ODataPath;

    public sealed record Metadata : ODataPath;

    public sealed record Batch : ODataPath;

    /// <summary>An unbound operation.</summary>
    public sealed record Operation(string Name) : ODataPath;

    /// <summary>A set, followed by keys and navigations.</summary>
    /// <param name="Target">The entity type at the end of the steps.</param>
    /// <param name="IsSingle">Whether the target is one entity.</param>
    public sealed record Resource(EntityModel Set, IReadOnlyList<PathStep> Steps, EntityModel Target, bool IsSingle, PathEnd End)
        : ODataPath
    {
        /// <summary>The sets of a cross join; empty for a single set.</summary>
        public IReadOnlyList<EntityModel> Joined { get; init; } = [];

        /// <summary>Whether the path ends with a filter. Entities cannot be added to a filtered collection.</summary>
        public bool IsFiltered => Steps is [.., PathStep.Filter];

        /// <summary>The steps with keys in parentheses and without conditions, as context URLs name them (Protocol, section 10).</summary>
        public string Canonical =>
            Set.Set
            + string.Concat(
                Steps.Select(step =>
                    step switch
                    {
                        PathStep.Key key => string.Create(CultureInfo.InvariantCulture, $"({key.Value})"),
                        PathStep.Navigation navigation => "/" + navigation.Relation.Name,
                        _ => "",
                    }
                )
            );
    }
}

internal abstract record PathStep
{
    public sealed record Key(long Value) : PathStep;

    public sealed record Navigation(RelationModel Relation) : PathStep;

    /// <summary><c>/$filter(…)</c>: the rows of the collection that meet a condition.</summary>
    /// <param name="Aliases">The parameter aliases of the URL, with their <c>@</c>.</param>
    public sealed record Filter(Expression Condition, IReadOnlyDictionary<string, string> Aliases) : PathStep;
}

/// <summary>The last part of a path: which representation of the target is requested.</summary>
internal abstract record PathEnd
{
    public sealed record Entities : PathEnd;

    public sealed record Count : PathEnd;

    public sealed record Property(FieldModel Field, bool IsRaw) : PathEnd;

    public sealed record References : PathEnd;

    public sealed record Action(string Name) : PathEnd;

    public static readonly Entities All = new();
}
