using System.Text;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Tests.Database.Functions;

public sealed class AttachmentTextTests
{
    [Theory]
    [InlineData("text/plain", "Plain note", "Plain note")]
    [InlineData("text/plain; charset=utf-8", "é\r\nline", "é\nline")]
    [InlineData("text/html", "<p>One &amp; two</p><script>bad()</script>", "One & two")]
    [InlineData("text/html", "<p>Pulse 90<p>Pressure 120&nbsp;/ 80", "Pulse 90\nPressure 120 / 80")]
    [InlineData("text/html", "<table><tr><th>Test</th><th>Value</th></tr><tr><td>Lactate<td>4.1</table>after", "Test Value\nLactate 4.1\nafter")]
    [InlineData("text/html", "<h2>Plan</h2><ul><li>Rest<li>Fluids</ul><dl><dt>Who<dd>Ward</dl>", "Plan\nRest\nFluids\nWho\nWard")]
    [InlineData("text/html", "<pre>Line one\n  indented\n\n\n\nLine two</pre> <b>bo</b>ld", "Line one\n  indented\n\nLine two\nbold")]
    [InlineData("text/html", "Platelets 210 x 10<sup>9</sup>/L, see note<sup>a</sup>", "Platelets 210 x 10^9/L, see notea")]
    [InlineData("text/html", "<head><title>Ward</title><style>p{}</style></head><body>Fever > 38, SpO2 < 92 and pain <severe at night", "Fever > 38, SpO2 < 92 and pain <severe at night")]
    [InlineData("text/html", "one<!-- hidden <b>two</b> -->three<br><br><br>four<script>if (a < b) { x('</p>') }</script>five", "onethree\n\nfourfive")]
    [InlineData("application/xhtml+xml", "<div>One<br/>two</div>", "One\ntwo")]
    [InlineData("text/rtf", @"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs24 Chest pain\par since \b two\b0  days \'e9\u8217?s{\*\generator x;}}", "Chest pain\nsince two days é\u2019s")]
    [InlineData("application/octet-stream", @"{\rtf1 By its first bytes}", "By its first bytes")]
    [InlineData("text/xml", """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Summary</title><id root="1.2.3"/><component><section><title>Allergies</title><text><table><tr><td>Penicillin</td><td>Hives</td></tr></table></text></section></component></ClinicalDocument>""", "Summary\nAllergies\nPenicillin Hives")]
    [InlineData("application/hl7-v3+xml", """<ClinicalDocument xmlns="urn:hl7-org:v3"><component><section><text>Cut here</text></section><broken""", "Cut here\n[the document is broken here]")]
    [InlineData("text/xml", """<ClinicalDocument xmlns="urn:hl7-org:v3"><component><section><text>Platelets 210 x 10<sup>9</sup>/L</text></section></component></ClinicalDocument>""", "Platelets 210 x 10^9/L")]
    [InlineData("application/xml", """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>no entity</x>""", "no entity")]
    public void Read_EveryTextForm_IsReadable(string type, string content, string expected) =>
        Read(type, Encoding.UTF8.GetBytes(content)).ShouldBe(expected);

    [Theory]
    [InlineData("application/pdf", "%PDF-1.7 binary", "application/pdf")]
    [InlineData("text/plain", "%PDF-1.7 named as text but none at all, for sixty-four characters", "application/pdf")]
    [InlineData("image/png", "binary", "image/png")]
    public void Read_NoText_IsNamedAndSkipped(string type, string content, string named)
    {
        Read(type, Encoding.UTF8.GetBytes(content)).ShouldBeNull();
        AttachmentText.MediaType(Attachment(type, Encoding.UTF8.GetBytes(content)), default, new ResourceIndex([])).ShouldBe(named);
    }

    [Fact]
    public void Read_HostileForms_EndInTime()
    {
        byte[] braces = Encoding.UTF8.GetBytes(@"{\rtf1 " + new string('{', 500_000) + "deep" + new string('}', 100));
        byte[] tags = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a", 200_000)));
        byte[] bomb = Encoding.UTF8.GetBytes("""<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>""");

        Read("text/rtf", braces).ShouldBe("deep");
        Read("text/html", tags).ShouldNotBeNull();
        Read("text/html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div><b i=1>", 100_000)) + "deep")).ShouldBe("deep");
        Read("text/html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(static place => $"<p><b i={place}>x</p>"))))!.Length.ShouldBe(99_999);
        (Read("text/xml", bomb) ?? string.Empty).Length.ShouldBeLessThan(100);
        Read("text/rtf", Encoding.UTF8.GetBytes(@"{\rtf1 \bin99999999 x")).ShouldBeNull();
    }

    private static string? Read(string type, byte[] content) => AttachmentText.Read(Attachment(type, content), default, new ResourceIndex([]));

    private static System.Text.Json.JsonElement Attachment(string type, byte[] content) =>
        System.Text.Json.JsonElement.Parse($$"""{"contentType":"{{type}}","data":"{{Convert.ToBase64String(content)}}"}""");
}
