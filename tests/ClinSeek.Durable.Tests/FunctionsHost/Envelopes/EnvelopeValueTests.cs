using System.Text;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.FunctionsHost.Envelopes;

/// <summary>The encodings of the custom handler contract, one by one.</summary>
public sealed class EnvelopeValueTests
{
    // What the binding held, and the member that the host writes for it.
    [Theory]
    [InlineData("\"\\\"\\\\\\\"hello\\\\\\\"\\\"\"", "\"hello\"")]
    [InlineData("\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"", "{\"a\":1}")]
    [InlineData("\"\\\"42\\\"\"", "42")]
    [InlineData("\"\\\"true\\\"\"", "true")]
    [InlineData("\"\\\"[1,2]\\\"\"", "[1,2]")]
    [InlineData("\"\\\"null\\\"\"", null)]
    [InlineData("\"null\"", null)]
    [InlineData("null", null)]
    public void ReadJson_DoubleEncodedActivityInput_IsTheInputsJson(string member, string? expected) =>
        Value(member).ReadJson().ShouldBe(expected);

    [Theory]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("\"[1]\"", "[1]")]
    [InlineData("\"42\"", "42")]
    [InlineData("\"\\\"hello\\\"\"", "\"hello\"")]
    [InlineData("\"hello\"", "\"hello\"")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("[1]", "[1]")]
    [InlineData("42", "42")]
    public void ReadJson_EncodedOnceOrNotAtAll_IsTheInputsJson(string member, string expected) =>
        Value(member).ReadJson().ShouldBe(expected);

    [Theory]
    [InlineData("\"\\\"hello\\\"\"", "hello")]
    [InlineData("\"hello\"", "hello")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"\\\"\\\"\"", "")]
    [InlineData("\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"", "{\"a\":1}")]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("\"\\\"half a quote\"", "\"half a quote")]
    [InlineData("\"null\"", null)]
    [InlineData("null", null)]
    public void ReadText_AnyEncoding_IsTheBindingsString(string member, string? expected) => Value(member).ReadText().ShouldBe(expected);

    [Theory]
    [InlineData("plain")]
    [InlineData("quote \" backslash \\ slash / newline \n tab \t")]
    [InlineData("Ünïcödé 漢字 😀")]
    [InlineData("2026-01-02T03:04:05.120+02:00")]
    [InlineData("{\"a\":\"\\\"\"}")]
    public void ReadText_WhatTheHostWrites_ComesBackUnchanged(string text) => Value(HostEncoding.Twice(text)).ReadText().ShouldBe(text);

    [Fact]
    public void ReadJson_DeepNesting_IsRead()
    {
        var deep = new string('[', 500) + new string(']', 500);

        Value(HostEncoding.Twice(deep)).ReadJson().ShouldBe(deep);
    }

    [Theory]
    [InlineData("\"\\\"{0}\\\"\"")]
    [InlineData("\"{0}\"")]
    [InlineData("\"\\u0022{0}\\u0022\"")]
    public void TryReadBase64_TwiceOnceOrEscaped_IsTheBytes(string form)
    {
        byte[] bytes = [.. Enumerable.Range(0, 257).Select(number => (byte)(number * 7))];
        var text = Convert.ToBase64String(bytes);

        Value(form.Replace("{0}", text, StringComparison.Ordinal)).TryReadBase64(out var plain).ShouldBeTrue();
        Value(form.Replace("{0}", text.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal), StringComparison.Ordinal))
            .TryReadBase64(out var escaped).ShouldBeTrue();

        plain.ToArray().ShouldBe(bytes);
        escaped.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("\"\\\"not base64!\\\"\"")]
    [InlineData("\"\\\"QUJ\\\"\"")]
    [InlineData("\"\\\"\\u0000\\\"\"")]
    [InlineData("\"\\\\\"")]
    [InlineData("\"null\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("17")]
    public void TryReadBase64_AnythingElse_IsRefused(string member) => Value(member).TryReadBase64(out _).ShouldBeFalse();

    [Fact]
    public void ReadText_BrokenCharacters_AreNamed() =>
        Should.Throw<MalformedEnvelopeException>(() => Value("\"\\ud800\"").ReadText()).Message.ShouldContain("broken characters");

    [Fact]
    public void ReadDocument_NoJson_IsNamedWithoutItsContent() =>
        Should.Throw<MalformedEnvelopeException>(() => Value("\"secret\"").ReadDocument()).Message.ShouldNotContain("secret");

    private static EnvelopeValue Value(string member)
    {
        // Not disposed: the value is a view of it.
        var envelope = EnvelopedTurn.Read($"{{\"Data\":{{\"x\":{member}}}}}");
        return envelope.GetData("x");
    }
}
