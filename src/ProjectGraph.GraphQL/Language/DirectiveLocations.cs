using System.Text;

namespace ProjectGraph.GraphQL.Language;

/// <summary>Maps directive locations to and from their names in GraphQL text.</summary>
internal static class DirectiveLocations
{
    private static readonly Dictionary<string, DirectiveLocation> ByName = Enum.GetValues<DirectiveLocation>()
        .ToDictionary(ToName, StringComparer.Ordinal);

    public static bool TryParse(string name, out DirectiveLocation location) => ByName.TryGetValue(name, out location);

    public static string ToName(DirectiveLocation location)
    {
        var name = new StringBuilder();
        foreach (char c in location.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToUpperInvariant(c));
        }

        return name.ToString();
    }
}
