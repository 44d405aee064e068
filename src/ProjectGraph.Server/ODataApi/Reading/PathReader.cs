using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>
/// Reads resource paths (URL conventions, section 4). A key is in parentheses or in a separate segment (section 4.3.6).
/// <c>Projects(1)</c> and <c>Projects/1</c> result in the same steps, so later code does not distinguish them.
/// </summary>
internal sealed class PathReader(ODataModel model, QueryOptions options, int depth)
{
    // Key segments do not count, so that the limit is the same for both forms of keys.
    private const int MaxSegments = 12;
    private const int MaxJoinedSets = 3;

    private readonly List<PathStep> _steps = [];
    private EntityModel? _target;
    private bool _isSingle;
    private int _keySegments;
    private PathEnd _end = PathEnd.All;

    /// <param name="path">The decoded path below the service root.</param>
    public ODataPath Read(string path) => Read(path, isIdRead: false);

    /// <param name="isIdRead">Whether <c>$id</c> was already read.</param>
    private ODataPath Read(string path, bool isIdRead)
    {
        var segments = PathSegments.Split(path.Trim('/'));
        // A key follows another segment, so there are never more keys than others.
        if (segments.Count > 2 * MaxSegments)
            throw PathTooLong();
        if (!isIdRead && options[SystemOption.Id] is not null && segments[0] != "$entity" && segments[^1] != "$ref")
            throw new ApiException(
                ErrorCodes.BadRequest,
                "$id is not allowed with this path. Use it with $entity, or to remove a reference with $ref.",
                "$id"
            );
        switch (segments[0])
        {
            case "":
                return new ODataPath.ServiceDocument();
            case "$metadata" when segments.Count == 1:
                return new ODataPath.Metadata();
            case "$batch" when segments.Count == 1:
                return new ODataPath.Batch();
            case "$entity" when segments.Count == 1:
                return ReadEntityId(options[SystemOption.Id]);
            case "$all":
                throw UnsupportedFeature.CreateError("$all", "Read the sets one by one, or several sets in one $batch.");
            case "$root":
                throw UnsupportedFeature.CreateError("$root at the beginning of a path", "Begin the path with the name of a set.");
        }
        if (segments[0].StartsWith("$crossjoin(", StringComparison.Ordinal) && segments[0].EndsWith(')'))
            return ReadCrossJoin(segments);
        var (name, key) = SplitKey(segments[0]);
        if (model.FindSet(name) is not { } set)
            return segments.Count == 1 && key is null or "" ? new ODataPath.Operation(RemoveNamespace(name)) : throw UnknownSegment(name);
        _target = set;
        if (key is not null)
            AddKey(key);
        for (var i = 1; i < segments.Count; i++)
            ReadSegment(segments[i]);
        if (segments.Count - _keySegments > MaxSegments)
            throw PathTooLong();
        return new ODataPath.Resource(set, _steps, _target, _isSingle, _end);
    }

    /// <summary>Reads <c>$entity?$id=…</c> (URL conventions, section 4.4), the entity of an address.</summary>
    private ODataPath.Resource ReadEntityId(string? id)
    {
        if (id is null)
            throw new ApiException(
                ErrorCodes.BadRequest,
                "$id is missing. Give the address of an entity, as in $entity?$id=Projects(1).",
                "$id"
            );
        var root = id.LastIndexOf(ODataReader.Prefix + "/", StringComparison.Ordinal);
        var address = root >= 0 ? id[(root + ODataReader.Prefix.Length + 1)..] : id;
        return
            !address.StartsWith('$') && Read(address, isIdRead: true) is ODataPath.Resource { IsSingle: true, End: PathEnd.Entities } entity
            ? entity
            : throw new ApiException(
                ErrorCodes.BadUserInput,
                $"'{id}' is not the address of an entity of this service. Give an address as in Projects(1).",
                "$id"
            );
    }

    private ODataPath.Resource ReadCrossJoin(List<string> segments)
    {
        var names = segments[0]["$crossjoin(".Length..^1].Split(',', StringSplitOptions.TrimEntries);
        EntityModel[] joined = [.. names.Select(name => model.FindSet(name) ?? throw UnknownSegment(name)).Distinct()];
        if (joined.Length < names.Length || joined.Length is < 2 or > MaxJoinedSets)
            throw new ApiException(
                ErrorCodes.BadRequest,
                $"$crossjoin does not have 2 to {MaxJoinedSets} different sets. Correct its sets.",
                "$crossjoin"
            );
        if (segments is not ([_] or [_, "$count"]))
            throw UnknownSegment(segments[1]);
        return new(joined[0], [], joined[0], false, segments.Count == 2 ? new PathEnd.Count() : PathEnd.All) { Joined = joined };
    }

    private void ReadSegment(string segment)
    {
        switch (segment, _end)
        {
            case ("", _):
                throw new ApiException(ErrorCodes.BadRequest, "A segment of the path is empty. Remove the extra slash.");
            case ("$value", PathEnd.Property { IsRaw: false } property):
                _end = property with { IsRaw = true };
                return;
            case (_, not PathEnd.Entities):
                throw UnknownSegment(segment);
            case ("$count", _) when !_isSingle:
                _end = new PathEnd.Count();
                return;
            case ("$ref", _):
                _end = new PathEnd.References();
                return;
            case ("$each", _):
                throw UnsupportedFeature.CreateError("$each", "Send one change per entity, or several changes in one $batch.");
            case ("$query", _):
                throw UnsupportedFeature.CreateError("$query with this method", "Send it as a POST with the options in the body.");
            case ("$value", _):
                throw UnsupportedFeature.CreateError(
                    "$value of an entity",
                    $"{_target!.Set} has no media stream. Read the entity, or the $value of one of its properties."
                );
        }
        if (segment.StartsWith("$filter(", StringComparison.Ordinal) && segment.EndsWith(')') && !_isSingle)
        {
            var condition = ClauseReader.ReadExpression(
                "$filter",
                segment["$filter(".Length..^1].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase),
                depth
            );
            _steps.Add(new PathStep.Filter(condition, options.Aliases));
            return;
        }
        // A key does not begin with a dollar sign. $batch below a set is neither a batch nor a key.
        if (segment.StartsWith('$'))
            throw UnknownSegment(segment);
        var (name, key) = SplitKey(segment);
        if (name == $"{ODataModel.Namespace}.{_target!.Name}")
        {
            // A cast to the entity's own type (section 4.11). The schema has no derived types.
            if (key is not null)
                AddKey(key);
            return;
        }
        if (!_isSingle)
            ReadOperationOrKey(segment, name, key);
        else if (_target!.FindRelation(name) is { } relation && ODataModel.IsExposed(relation))
            AddNavigation(relation, key);
        else if (key is null && _target.FindField(name) is { } field && ODataModel.IsExposed(field))
            _end = new PathEnd.Property(field, false);
        else if (string.IsNullOrEmpty(key))
            SetOperation(name);
        else
            throw UnknownSegment(segment);
    }

    /// <summary>
    /// Reads a segment after a collection. Its precedence (section 4.3.6) is: a system segment, a qualified name, an operation
    /// without its namespace, a key.
    /// </summary>
    private void ReadOperationOrKey(string segment, string name, string? key)
    {
        if (
            string.IsNullOrEmpty(key)
            && (name.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal) || model.FindOperation(name) is not null)
        )
            SetOperation(name);
        else if (ParseNumber(segment) is { } number)
        {
            _keySegments++;
            AddKey(number);
        }
        else if (segment.All(char.IsAsciiDigit))
            throw InvalidKey(segment);
        else
            throw new ApiException(
                ErrorCodes.PathNotFound,
                $"'{segment}' is neither a key nor an operation of {_target!.Set}. A key is a whole number, as in {_target.Set}/1 or {_target.Set}(1)."
            );
    }

    // The endpoint checks whether the action is declared for the type.
    private void SetOperation(string name) => _end = new PathEnd.Action(RemoveNamespace(name));

    private void AddNavigation(RelationModel relation, string? key)
    {
        _steps.Add(new PathStep.Navigation(relation));
        _target = relation.Target;
        _isSingle = !relation.IsMany;
        if (key is not null)
            AddKey(key);
    }

    private void AddKey(string text)
    {
        if (_isSingle)
            throw new ApiException(ErrorCodes.BadRequest, "The path has a key after a single entity. Remove the key.");
        AddKey(ParseKey(text));
    }

    private void AddKey(long key)
    {
        _steps.Add(new PathStep.Key(key));
        _isSingle = true;
    }

    /// <summary>
    /// Reads the key of <c>Set(1)</c>, <c>Set(Id=1)</c>, <c>Set(@alias)</c>; old clients mark an Int64 by an L, as in filters.
    /// </summary>
    private long ParseKey(string text)
    {
        var value =
            text.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var named] && name == _target!.Key.Name ? named : text.Trim();
        if (value.StartsWith('@'))
            value = options.Aliases.GetValueOrDefault(value) ?? throw InvalidKey(text);
        if (value is [.. var digits, 'l' or 'L'])
            value = digits;
        return ParseNumber(value) ?? throw InvalidKey(text);
    }

    private static long? ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private ApiException InvalidKey(string text) =>
        new(
            ErrorCodes.BadUserInput,
            $"'{text}' is not a key of {_target!.Set}. A key is a whole number of at most 64 bits, as in {_target.Set}(1) or {_target.Set}/1.",
            _target.Key.Name
        );

    private static ApiException PathTooLong() =>
        new(
            ErrorCodes.QueryTooComplex,
            $"The path has more than {MaxSegments} segments without its keys. Begin the path at an entity closer to its end."
        );

    private static (string Name, string? Key) SplitKey(string segment)
    {
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && segment.EndsWith(')') ? (segment[..open], segment[(open + 1)..^1]) : (segment, null);
    }

    private static string RemoveNamespace(string name) =>
        name.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal) ? name[(ODataModel.Namespace.Length + 1)..] : name;

    private static ApiException UnknownSegment(string segment) =>
        new(ErrorCodes.PathNotFound, $"The path segment '{segment}' was not found. See $metadata for the valid paths.");
}
