using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tests.Pages;

public sealed class HtmlTextTests
{
    private static readonly Uri Page = new("https://health.example/topics/sepsis");

    [Theory]
    [InlineData("<p>One</p><p>Two &amp; three<p>Four", "One|Two & three|Four")]
    [InlineData("<ul><li>First<li>Second <b>bo</b>ld</ul>after", "* First|* Second bold|after")]
    [InlineData("<table><tr><th>Test<th>Value<tr><td>Lactate</td><td>4.1</td></table>", "Test | Value|Lactate | 4.1")]
    [InlineData("<h1>Sepsis</h1><h3>Signs</h3>Fever", "# Sepsis|### Signs|Fever")]
    [InlineData("Platelets 210 x 10<sup>9</sup>/L", "Platelets 210 x 10^9/L")]
    [InlineData("<pre>one\n  two\n\nthree</pre>four  five", "one|two|three|four five")]
    [InlineData("a<script>if (a < b) { x('<p>no') }</script>b<style>p{}</style>c<!-- no -->d", "abcd")]
    public void Read_Blocks_StandOnTheirLines(string html, string expected) => Lines(html).ShouldBe(expected);

    [Theory]
    [InlineData("<div><nav>menu<div>more</div></div>text", "text")]
    [InlineData("<nav>menu</nav>text<footer>foot</footer>", "text")]
    [InlineData("<head><title>T</title><meta name=x>stray", "stray")]
    [InlineData("<head><title>T</title><p>text", "text")]
    [InlineData("<p hidden>no<p>yes", "yes")]
    [InlineData("<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>", "* yes")]
    [InlineData("<table><tr><td hidden>no</div><td>yes</table>", "yes")]
    [InlineData("<form><input><button>no</button>no</form>yes<select><option>no<option>no</select>", "yes")]
    [InlineData("<svg><title>no</title><g/><g/></svg>yes", "yes")]
    [InlineData("before<main><p>own</main>after<main>later</main>", "own")]
    [InlineData("before<article>own<article>inner</article>own</article>after", "own|inner|own")]
    [InlineData("<article>one</article><main>two</main>", "two")]
    public void Read_WhatIsNoText_IsLeftOutAndNothingElse(string html, string expected) => Lines(html).ShouldBe(expected);

    [Theory]
    [InlineData("<meta property='OG:title' content='Shared  name'><title>Own</title><h1>Head</h1>", "Shared name")]
    [InlineData("<title>Own &amp; <b>more</title><h1>Head</h1>", "Own & <b>more")]
    [InlineData("<title> </title><h1>He<i>ad</i></h1><h1>Other</h1>", "Head")]
    [InlineData("<p>text", null)]
    public void Read_Title_IsWhatThePageCallsItself(string html, string? expected) => HtmlText.Read(html, Page).Title.ShouldBe(expected);

    [Fact]
    public void Read_Links_AreNumberedInOrder()
    {
        HtmlText text = HtmlText.Read("<div>See <a href='/a?b=1#c'>the <b>first</b></a>, <a href=https://other.example/x><div>second</div> one</a> <a href=#here>here</a> <a href=mail:x>mail</a> <a href=/empty><img></a>.", Page);

        text.Parts.ShouldHaveSingleItem().Text.ShouldBe("See 【0†the first】, 【1†second one†other.example】 here mail .");
        text.Links.ShouldBe([new PageLink("https://health.example/a?b=1", "the first"), new PageLink("https://other.example/x", "second one")]);
        HtmlText.Read("<a href=/a>words</a>", null).Parts.ShouldHaveSingleItem().Text.ShouldBe("words");
    }

    // Each of these takes a tree builder the square of its length, in time or in memory.
    [Theory(Timeout = 120_000)]
    [InlineData("<div>")]
    [InlineData("<b i={0}>")]
    [InlineData("<p><b i={0}>x</p>")]
    [InlineData("<a href=/{0}><div>")]
    [InlineData("<span><div></span>")]
    [InlineData("<table><tr><td></div>")]
    [InlineData("<svg><g>")]
    [InlineData("<!--")]
    [InlineData("</b><i>")]
    public async Task Read_HostilePage_EndsInTimeAndKeepsItsText(string repeated)
    {
        string page = "first " + string.Concat(Enumerable.Range(0, 200_000).Select(place => string.Format(System.Globalization.CultureInfo.InvariantCulture, repeated, place)));

        HtmlText text = await Task.Run(() => HtmlText.Read(page, Page), TestContext.Current.CancellationToken);

        text.Parts[0].Text.ShouldStartWith("first");
    }

    [Fact]
    public void Read_DeeplyNested_LosesNothing() =>
        Lines(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "deep" + string.Concat(Enumerable.Repeat("</div>", 100_000)) + "end").ShouldBe("deep|end");

    private static string Lines(string html) =>
        string.Join('|', HtmlText.Read(html, null).Parts.Select(static part => part.Level > 0 ? new string('#', part.Level) + " " + part.Text : part.Text));
}
