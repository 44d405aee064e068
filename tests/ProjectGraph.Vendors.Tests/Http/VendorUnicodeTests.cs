using System.Text;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Http;

public sealed class VendorUnicodeTests
{
    [Theory]
    [InlineData("""{"a":"plain ü 😀 \u00fc \ud83d\ude00"}""", """{"a":"plain ü 😀 \u00fc \ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"\uDE00\ud83d\ud83d\ude00":1}""", """{"\ufffd\ufffd\ud83d\ude00":1}""")]
    [InlineData("""{"a":"\\ud83d"}""", """{"a":"\\ud83d"}""")]
    [InlineData("""{"a":"\\\ud83d"}""", """{"a":"\\\ufffd"}""")]
    [InlineData("""{"a":"\ud83""", """{"a":"\ud83""")]
    public void Half_of_a_surrogate_pair_becomes_the_replacement_character(string json, string clean) =>
        Encoding.UTF8.GetString(VendorUnicode.Clean(Encoding.UTF8.GetBytes(json)).Span).ShouldBe(clean);

    [Fact]
    public void Bytes_that_are_not_UTF8_do_too()
    {
        byte[] body = [.. "{\"a\":\"x"u8, 0xFF, .. "\"}"u8];
        new VendorResponse(200, new Dictionary<string, string>(), body).Json().GetProperty("a").GetString().ShouldBe("x\uFFFD");
    }
}
