using System.Text;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("Bearer k1", "k1")]
    [InlineData("bearer   k1 ", "k1")]
    [InlineData("Bearer", "")]
    [InlineData("Bearer ", "")]
    [InlineData("", "")]
    [InlineData("Negotiate abc", "")]
    [InlineData("k1", "")]
    [InlineData("Basic ???", "")]
    public void A_key_stands_behind_its_scheme(string header, string key) => Read("Authorization", header)!.Key.ShouldBe(key);

    [Theory]
    [InlineData("anybody:k1", "k1")]
    [InlineData(":k1", "k1")]
    [InlineData("anybody:k:1", "k:1")]
    [InlineData("k1", "")]
    [InlineData("anybody:", "")]
    public void A_key_is_the_password_of_Basic_whoever_the_user_is(string pair, string key) =>
        Read("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))).ShouldBe(new Credential(key));

    [Theory]
    [InlineData(480, "k1")]
    [InlineData(10_000, "k1")]
    [InlineData(100_000, "")]
    public void A_user_name_may_be_as_long_as_headers_can_be(int length, string key) =>
        Read("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('u', length) + ":k1")))!
            .Key.ShouldBe(key);

    [Theory]
    [InlineData("pjg_1", false)]
    [InlineData("eyJ.eyJ.x", true)]
    [InlineData("", false)]
    public void A_key_is_told_from_a_token_by_its_beginning(string text, bool isToken) => new Credential(text).IsToken.ShouldBe(isToken);

    [Fact]
    public void The_first_credential_that_holds_something_counts()
    {
        var headers = new HeaderDictionary { ["Authorization"] = "Bearer", ["X-API-Key"] = "" };
        Credential.Read(headers, "k3").ShouldBe(new Credential("k3"));
        headers["X-API-Key"] = "k2";
        Credential.Read(headers, "k3").ShouldBe(new Credential("k2"));
        headers["Authorization"] = "Bearer k1";
        Credential.Read(headers, "k3").ShouldBe(new Credential("k1"));
    }

    [Fact]
    public void A_key_may_have_a_header_of_its_own() => Read("X-API-Key", " k1 ").ShouldBe(new Credential("k1"));

    [Fact]
    public void Nothing_presented_is_no_credential() => Read("Accept", "k1").ShouldBeNull();

    [Fact]
    public void A_credential_that_is_logged_tells_nothing() => new Credential("k1").ToString().ShouldNotContain("k1");

    private static Credential? Read(string name, string value) => Credential.Read(new HeaderDictionary { [name] = value });
}
