using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Tests.Invocations;

/// <summary>The table of the contract: what a binding held, and how its member stands in the body.</summary>
public sealed class ValueEncodingTests
{
    [Theory]
    [InlineData("CgZo", "\"\\\"CgZo\\\"\"")]
    [InlineData("\"hello\"", """
        "\"\\\"hello\\\"\""
        """)]
    [InlineData("{\"a\":1}", """
        "\"{\\\"a\\\":1}\""
        """)]
    [InlineData("42", "\"\\\"42\\\"\"")]
    [InlineData("null", "\"\\\"null\\\"\"")]
    [InlineData("hello", "\"\\\"hello\\\"\"")]
    [InlineData(null, "\"null\"")]
    public void Encode_ClrString_IsJsonTextInAString(string? value, string member) => Written(value).ShouldBe(member);

    [Fact]
    public void Encode_NumberBoolAndArray_AreJsonTextInAString()
    {
        Written(1).ShouldBe("\"1\"");
        Written(true).ShouldBe("\"true\"");
        Written(new[] { 1, 2 }).ShouldBe("\"[1,2]\"");
        Written(new JArray("a")).ShouldBe("""
            "[\"a\"]"
            """);
    }

    [Fact]
    public void Encode_Objects_AreEncodedOnce()
    {
        Written(new JObject { ["a"] = 1 }).ShouldBe("{\"a\":1}");
        Written(new { A = "x" }).ShouldBe("{\"A\":\"x\"}");
        Written(new Dictionary<string, int> { ["k"] = 2 }).ShouldBe("{\"k\":2}");
    }

    [Fact]
    public void Encode_Bytes_AreBase64() => Written(new byte[] { 1, 2, 3 }).ShouldBe("\"AQID\"");

    [Fact]
    public void Encode_Time_LosesTheFractionOfASecond() =>
        Written(new DateTime(2026, 1, 2, 3, 4, 5, 678)).ShouldBe("\"2026-01-02T03:04:05\"");

    private static string Written(object? value) => ValueEncoding.Encode(value).ToString(Formatting.None);
}
