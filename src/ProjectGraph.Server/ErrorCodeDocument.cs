using System.Globalization;
using System.Text;

namespace ProjectGraph.Server;

/// <summary>Writes <c>schema/errors.md</c>.</summary>
internal static class ErrorCodeDocument
{
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Errors

            Codes never change their meaning; messages may. GraphQL: `errors[].extensions.code`. OData: `error.code`. A mutation's
            payload: `errors[].code`. Written by `make schema` from `ErrorCodes.cs`.

            | code | HTTP | what happened | what to do |
            |---|---|---|---|

            """
        );
        foreach (var code in ErrorCodes.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{code.Id}` | {code.Status} | {code.Title} | {code.Remedy} |\n");
        return text.ToString();
    }
}
