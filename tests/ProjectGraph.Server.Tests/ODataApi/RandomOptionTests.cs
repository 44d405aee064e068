using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.Tests.ODataApi.Oracle;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Whatever valid options are put together, over whatever set, there is an answer.</summary>
public sealed class RandomOptionTests(ODataServer server) : IClassFixture<ODataServer>
{
    private const int Questions = 1_500;

    [Fact]
    public async Task Valid_options_in_any_combination_are_answered()
    {
        var refused = 0;
        await Property.CheckAsync(
            Property.From(random => new RandomOptions(PlanText.Model.Edm, random).Url()),
            Questions,
            first: 20261121,
            async url =>
            {
                using var response = await server.SendAsync(url);
                var status = (int)response.StatusCode;
                status.ShouldBeOneOf([200, 400, 501], $"{url}: {await response.Content.ReadAsStringAsync()}");
                if (status != 200)
                    refused++;
            }
        );
        // Some expressions are valid in OData but not supported, such as an ordering by JSON.
        refused.ShouldBeLessThan(Questions / 20);
    }
}
