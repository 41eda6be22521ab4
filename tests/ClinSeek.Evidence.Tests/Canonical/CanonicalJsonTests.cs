using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Canonical;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Evidence.Tests.Canonical;

/// <summary>Vectors of RFC 8785 (section 3.2 and appendix B) and properties over generated values.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Format_AppendixB_IsEcmaScripts(string bits, string expected) =>
        CanonicalNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))).ShouldBe(expected);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Format_NotFinite_IsRefused(double value) => Should.Throw<CanonicalJsonException>(() => CanonicalNumber.Format(value));

    [Fact]
    public void Canonicalize_Section32_GivesTheRfcsBytes()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Text(CanonicalJson.Canonicalize(input)).ShouldBe(expected);
    }

    [Fact]
    public void Canonicalize_Section323_SortsKeysByUtf16CodeUnits()
    {
        const string input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        using var document = JsonDocument.Parse(CanonicalJson.Canonicalize(input));

        document.RootElement.EnumerateObject().Select(static member => member.Value.GetString()).ShouldBe(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("{/**/}")]
    [InlineData("01")]
    public void Canonicalize_WithoutCanonicalForm_IsRefused(string input) =>
        Should.Throw<CanonicalJsonException>(() => CanonicalJson.Canonicalize(input));

    [Fact]
    public void Canonicalize_BadUtf8_IsRefused() =>
        Should.Throw<CanonicalJsonException>(() => CanonicalJson.Canonicalize([(byte)'"', 0xC3, 0x28, (byte)'"']));

    [Fact]
    public void Canonicalize_LoneSurrogateInText_IsRefused() =>
        Should.Throw<CanonicalJsonException>(() => CanonicalJson.Canonicalize("\"\ud83d\""));

    [Fact]
    public void Format_AnyDouble_ReadsBackTheSameAndIsShort() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), static value =>
        {
            string text = CanonicalNumber.Format(value);
            return double.Parse(text, CultureInfo.InvariantCulture) == value && !text.Contains('E', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Canonicalize_AnyStringsAndOrder_IsIdempotentAndKeepsTheValue() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Dictionary<Guid, double[]>>(), ArbMap.Default.ArbFor<UnicodeString>(), static (map, text) =>
        {
            // The serializer replaces lone surrogates before they get here; texts given as JSON are refused above.
            string note = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Item ?? ""));
            var members = map.ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value.Where(double.IsFinite).ToArray());
            byte[] once = CanonicalJson.Serialize(new { note, members });
            byte[] reversed = CanonicalJson.Serialize(new { members = members.Reverse().ToDictionary(), note });
            using var document = JsonDocument.Parse(once);
            return once.AsSpan().SequenceEqual(reversed)
                && CanonicalJson.IsCanonical(once)
                && document.RootElement.GetProperty("note").GetString() == note;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{"a": 2}""")]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":"\u0041"}""")]
    public void IsCanonical_OtherSpelling_IsFalse(string text) => CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(text)).ShouldBeFalse();

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
