using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests;

public sealed class RequestPathsTests
{
    [Theory]
    [InlineData("/odata/Projects", "/odata/Projects")]
    [InlineData("//odata///Projects", "/odata/Projects")]
    [InlineData("/ODATA/Projects/", "/odata/Projects/")]
    [InlineData("/OData", "/odata")]
    [InlineData("/odata/./Projects/../$batch", "/odata/$batch")]
    [InlineData("/../../odata/$batch/.", "/odata/$batch/")]
    [InlineData("/odata/Projects/..", "/odata/")]
    [InlineData("/odatas/x", "/odatas/x")]
    [InlineData("/graphql//ide", "/graphql/ide")]
    [InlineData("/odata/...", "/odata/...")]
    [InlineData("/odata%2F$batch", "/odata%2F$batch")]
    [InlineData("/odata/%2e%2e/x", "/odata/%2e%2e/x")]
    [InlineData("//", "/")]
    [InlineData("/", "/")]
    [InlineData("", "")]
    public void A_path_has_one_spelling(string path, string normal)
    {
        RequestPaths.Normalize(new(path)).Value.ShouldBe(normal);
        RequestPaths.Normalize(new(normal)).Value.ShouldBe(normal);
    }

    [Theory]
    [InlineData("/odata//Projects/$filter(Name eq 'a//b/../c')/$count", "/odata/Projects/$filter(Name eq 'a//b/../c')/$count")]
    [InlineData("/odata/Projects(Name='//')//Tags", "/odata/Projects(Name='//')/Tags")]
    public void An_expression_keeps_its_slashes(string path, string normal) => RequestPaths.Normalize(new(path)).Value.ShouldBe(normal);
}
