using System.Text;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Writes the contracts as text files, so a change of the API is a reviewable diff.</summary>
internal static class SchemaFiles
{
    public static IReadOnlyList<(string Name, string Text)> Create(IServiceProvider services) =>
        [
            ("projectgraph.graphql", SchemaPrinter.Print(services.GetRequiredService<GraphQLEngine>().Schema)),
            ("projectgraph.csdl.xml", Encoding.UTF8.GetString(services.GetRequiredService<ODataModel>().Csdl.Xml)),
            ("errors.md", ErrorCodeDocument.Write()),
            ("vendors.md", new VendorDocument(services.GetRequiredService<VendorRegistry>()).Write()),
        ];
}
