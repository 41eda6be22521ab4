using System.Text.Json;
using ClinSeek.Knowledge.Privacy;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Knowledge.Tests.Privacy;

public sealed class QueryScrubberTests
{
    private const string Patient = """
        {"resourceType":"Patient","id":"pt-7731","name":[{"family":"O'Sullivan-Márquez","given":["Anneliese","B"]}],"birthDate":"1961-04-09",
        "identifier":[{"system":"urn:mrn","value":"MR 00-48291"},{"value":"943 476 5919"}],"telecom":[{"system":"phone","value":"+44 20 7946 0018"},{"value":"anne@example.org"}],
        "address":[{"line":["12 Larkspur Road"],"city":"Wolverhampton","postalCode":"WV10 9QX"}],"contact":[{"name":{"family":"Okonkwo","given":["Chidi"]},"telecom":[{"value":"555-0199"}]}]}
        """;

    private static readonly QueryScrubber Scrubber = new(PatientIdentifiers.From([JsonDocument.Parse(Patient).RootElement], "pt-7731"));

    /// <summary>Whole pages of evidence go through it before they leave.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("1-")]
    [InlineData("1.")]
    [InlineData("a@")]
    [InlineData("A b ")]
    [InlineData("Dr. A ")]
    [InlineData("(12) ")]
    [InlineData("2019-")]
    public async Task Scrub_LongHostileText_EndsInTime(string repeated)
    {
        string text = string.Concat(Enumerable.Repeat(repeated, 300_000 / repeated.Length)) + " sepsis anne@example.org Okonkwo";

        string scrubbed = await Task.Run(() => Scrubber.Scrub(text).Text, TestContext.Current.CancellationToken);

        scrubbed.ShouldEndWith("sepsis");
    }

    [Theory]
    [InlineData("dyspnoea in Anneliese O'Sullivan-Márquez", "dyspnoea in")]
    [InlineData("ANNELIESE with raised BNP", "with raised BNP")]
    [InlineData("Anneliese’s troponin", "troponin")]
    [InlineData("marquez sullivan pneumonia", "pneumonia")]
    [InlineData("MRN 0048291 sepsis", "sepsis")]
    [InlineData("mr00-48291 sepsis", "sepsis")]
    [InlineData("NHS 9434765919 stroke", "NHS stroke")]
    [InlineData("call +442079460018 about AKI", "call about AKI")]
    [InlineData("gout Wolverhampton Larkspur WV109QX", "gout")]
    [InlineData("Chidi Okonkwo says pt-7731 has fever", "says has fever")]
    [InlineData("born 1961-04-09 with jaundice", "born with jaundice")]
    [InlineData("jaundice since 9 April 1961", "jaundice since")]
    [InlineData("jaundice, 4/9/61", "jaundice")]
    [InlineData("09-Apr-1961 jaundice", "jaundice")]
    [InlineData("9-April-61 jaundice", "jaundice")]
    [InlineData("jaundice 09APR1961", "jaundice")]
    [InlineData("jaundice 9. April 1961", "jaundice")]
    [InlineData("jaundice April the 9th, 1961", "jaundice")]
    [InlineData("jaundice, the 9th of April, 1961", "jaundice, the")]
    [InlineData("jaundice Apr-1961", "jaundice")]
    [InlineData("jaundice Apr '61", "jaundice")]
    [InlineData("jaundice 1961/04/09", "jaundice")]
    [InlineData("jaundice 19610409T1030", "jaundice")]
    [InlineData("jaundice 1961-04-09T10:30:00.000+01:00", "jaundice")]
    [InlineData("jaundice 04/1961", "jaundice")]
    [InlineData("jaundice 9 / 4 / 1961", "jaundice")]
    [InlineData("jaundice 9/4/'61", "jaundice")]
    [InlineData("jaundice April 9th, 1961", "jaundice")]
    [InlineData("admitted in 2019 with sepsis", "with sepsis")]
    [InlineData("seen at 14:35 with chest pain", "seen at with chest pain")]
    [InlineData("write to a.b+c@mail.example about lupus", "write to about lupus")]
    [InlineData("Mr. Henry Jekyll has gout", "has gout")]
    [InlineData("ask Dr Watson on typhoid", "ask on typhoid")]
    [InlineData("(020) 7946 0018 anaemia", "anaemia")]
    [InlineData("SSN 078-05-1120 anaemia", "anaemia")]
    [InlineData("accession A12345B cough", "cough")]
    [InlineData("a 93 year old with syncope", "a with syncope")]
    [InlineData("Anne\u200bliese with gout", "with gout")]
    [InlineData("\uFF19\uFF14\uFF13\uFF14\uFF17\uFF16\uFF15\uFF19\uFF11\uFF19 stroke", "stroke")]
    [InlineData("see https://ehr.example/p/7 for gout", "see for gout")]
    public void Scrub_Identifier_IsTakenOut(string query, string left)
    {
        ScrubbedQuery scrubbed = Scrubber.Scrub(query);

        scrubbed.Text.ShouldBe(left);
        scrubbed.Removed.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("BNP above 400 pg/mL in heart failure")]
    [InlineData("45-year-old with chest pain and troponin 0.04")]
    [InlineData("metformin 500-1000 mg twice daily")]
    [InlineData("FENa < 1 % prerenal")]
    [InlineData("CHA2DS2-VASc score, CURB-65, NEWS2")]
    [InlineData("sodium 128 mmol/L, creatinine 210")]
    [InlineData("KDIGO stage 2 AKI")]
    [InlineData("HbA1c 7.5 %")]
    [InlineData("SEPT9 methylation and MARCH5 in marked anaemia")]
    [InlineData("trisomy 13 and vitamin B12")]
    [InlineData("INR 2.0-3.0 for DVT")]
    [InlineData("what is the risk in patients over 65 years")]
    public void Scrub_MedicalNumbers_Stay(string query)
    {
        ScrubbedQuery scrubbed = Scrubber.Scrub(query);

        scrubbed.Text.ShouldBe(query);
        scrubbed.Note.ShouldBeNull();
    }

    [Fact]
    public void Scrub_IdentifiersAnywhereInAnyWriting_NeverComeThrough()
    {
        string[] secrets = ["Anneliese", "Sullivan", "Márquez", "Wolverhampton", "Larkspur", "Okonkwo", "0048291", "9434765919", "442079460018", "WV109QX", "pt7731"];
        Gen<string> secret = Gen.Elements(secrets).SelectMany(static one => Gen.Elements(one, one.ToUpperInvariant(), one.ToLowerInvariant()));
        Gen<string> word = Gen.Elements("gout", "BNP", "fever,", "of", "12", "(acute)", "-", "mg/dL");
        Gen<string> query = Gen.ListOf(Gen.Frequency((3, word), (1, secret)), 9).Select(static words => string.Join(' ', words));

        Prop.ForAll(query.ToArbitrary(), static text =>
        {
            string left = Plain(Scrubber.Scrub(text).Text);
            return Array.TrueForAll(["anneliese", "sullivan", "marquez", "wolverhampton", "larkspur", "okonkwo", "0048291", "9434765919", "442079460018", "wv109qx", "pt7731"], hidden => !left.Contains(hidden, StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Scrub_AnyDate_NeverComesThrough()
    {
        string[] forms = ["yyyy-MM-dd", "dd/MM/yyyy", "M/d/yy", "d MMMM yyyy", "MMM d, yyyy", "yyyyMMdd", "dd.MM.yyyy", "yyyy-MM-ddTHH:mm:ssZ", "MMMM yyyy"];
        Gen<(DateTime Date, string Form)> dates = from days in Gen.Choose(0, 40_000)
                                                  from form in Gen.Elements(forms)
                                                  select (new DateTime(1925, 1, 1, 3, 4, 5, DateTimeKind.Utc).AddDays(days), form);

        Prop.ForAll(dates.ToArbitrary(), static one =>
        {
            string left = QueryScrubber.General.Scrub($"sepsis on {one.Date.ToString(one.Form, System.Globalization.CultureInfo.InvariantCulture)} with shock").Text;
            return left.StartsWith("sepsis on", StringComparison.Ordinal) && left.EndsWith("with shock", StringComparison.Ordinal) && !left.Any(char.IsDigit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Scrub_AnyText_EndsAndNeverGrows() =>
        Prop.ForAll<string?>(static text => Scrubber.Scrub(text ?? string.Empty).Text.Length <= (text ?? string.Empty).Length + 1).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("https://www.cdc.gov/search?q=Anneliese+gout", true)]
    [InlineData("https://www.cdc.gov/?id=00%2D48291&x=mr0048291", true)]
    [InlineData("https://www.cdc.gov/sepsis/index.html", false)]
    [InlineData("pubmed:12345678", false)]
    public void Holds_Address_TellsIdentifiers(string address, bool holds) => Scrubber.Holds(address).ShouldBe(holds);

    private static string Plain(string text) =>
        string.Concat(ClinSeek.Knowledge.Index.TextAnalyzer.Words(text));
}
