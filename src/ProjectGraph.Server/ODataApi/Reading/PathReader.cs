using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>Resource paths (URL conventions, section 4).</summary>
internal sealed class PathReader(ODataModel model, QueryOptions options)
{
    private const int MostSegments = 12;

    private readonly List<PathStep> steps = [];
    private EntityModel? target;
    private bool isSingle;
    private PathEnd end = PathEnd.All;

    /// <param name="path">Below the service root, decoded.</param>
    public ODataPath Read(string path)
    {
        var segments = path.Trim('/').Split('/');
        if (segments.Length > MostSegments) throw new ApiException(ErrorCodes.TooComplex, $"The path has more than {MostSegments} segments.");
        switch (segments[0])
        {
            case "": return new ODataPath.ServiceDocument();
            case "$metadata" when segments.Length == 1: return new ODataPath.Metadata();
            case "$batch" when segments.Length == 1: return new ODataPath.Batch();
            case "$all" or "$entity" or "$crossjoin" or "$root": throw NotOffered(segments[0]);
        }
        if (segments[0].StartsWith("$crossjoin(", StringComparison.Ordinal)) throw NotOffered("$crossjoin");
        var (name, key) = Split(segments[0]);
        if (model.FindSet(name) is not { } set) return segments.Length == 1 && key is null or "" ? new ODataPath.Operation(Unqualified(name)) : throw Unknown(name);
        target = set;
        if (key is not null) AddKey(key);
        for (var i = 1; i < segments.Length; i++) Add(segments[i]);
        return new ODataPath.Resource(set, steps, target, isSingle, end);
    }

    private void Add(string segment)
    {
        switch (segment, end)
        {
            case ("", _): throw new ApiException(ErrorCodes.BadRequest, "A segment of the path is empty.");
            case ("$value", PathEnd.Property { IsRaw: false } property): end = property with { IsRaw = true }; return;
            case (_, not PathEnd.Entities): throw Unknown(segment);
            case ("$count", _) when !isSingle: end = new PathEnd.Count(); return;
            case ("$ref", _): end = new PathEnd.References(); return;
            case ("$each" or "$query" or "$it" or "$value", _): throw NotOffered(segment);
        }
        if (segment.StartsWith("$filter(", StringComparison.Ordinal)) throw NotOffered("$filter as a segment");
        var (name, key) = Split(segment);
        if (!isSingle) Operation(name);
        else if (target!.FindRelation(name) is { } relation && ODataModel.Shows(relation)) Follow(relation, key);
        else if (key is null && target.FindField(name) is { } field && ODataModel.Shows(field)) end = new PathEnd.Property(field, false);
        else Operation(name);
    }

    // Whether there is such an action is the endpoint's to say: what was declared for the type.
    private void Operation(string name) => end = new PathEnd.Action(Unqualified(name));

    private void Follow(RelationModel relation, string? key)
    {
        steps.Add(new PathStep.Navigation(relation));
        target = relation.Target;
        isSingle = !relation.IsMany;
        if (key is not null) AddKey(key);
    }

    private void AddKey(string text)
    {
        if (isSingle) throw new ApiException(ErrorCodes.BadRequest, "A single entity has no key of its own in the path.");
        steps.Add(new PathStep.Key(Key(text)));
        isSingle = true;
    }

    /// <summary><c>Set(1)</c>, <c>Set(Id=1)</c>, <c>Set(@alias)</c>.</summary>
    private long Key(string text)
    {
        var value = text.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var named] && name == target!.Key.Name ? named : text.Trim();
        if (value.StartsWith('@')) value = options.Aliases.GetValueOrDefault(value) ?? throw BadKey(text);
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key : throw BadKey(text);
    }

    private ApiException BadKey(string text) =>
        new(ErrorCodes.BadValue, $"'{text}' is no key of {target!.Set}: a whole number is expected, as in {target.Set}(1).", target.Key.Name);

    private static (string Name, string? Key) Split(string segment)
    {
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && segment.EndsWith(')') ? (segment[..open], segment[(open + 1)..^1]) : (segment, null);
    }

    private static string Unqualified(string name) =>
        name.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal) ? name[(ODataModel.Namespace.Length + 1)..] : name;

    private static ApiException Unknown(string segment) => new(ErrorCodes.UnknownPath, $"There is nothing of the name '{segment}' here. See $metadata for what there is.");

    private static ApiException NotOffered(string what) => new(ErrorCodes.NotOffered, $"{what} in a path is known to OData and not offered here.", what);
}
