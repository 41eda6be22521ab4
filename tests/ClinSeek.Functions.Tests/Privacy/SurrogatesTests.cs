using System.Text.Json;
using ClinSeek.Functions.Privacy;
using ClinSeek.Knowledge.Privacy;

namespace ClinSeek.Functions.Tests.Privacy;

public sealed class SurrogatesTests
{
    private const string Patient = """{"resourceType":"Patient","id":"pat-4711","name":[{"family":"Doe","given":["Jane"]}],"telecom":[{"value":"+44 20 7946 0018"}],"identifier":[{"value":"MRN-998877"}]}""";

    private static Surrogates New() => new(new QueryScrubber(PatientIdentifiers.From([JsonElement.Parse(Patient)])), -700);

    [Theory]
    [InlineData("Mrs Jane Doe, MRN-998877, seen on 2026-01-31T08:30:00Z; Creatinine 2160-0 1.1 mg/dL.")]
    [InlineData("DOE's daughter called from 020 7946 0018 on 3 March 2025 about pat-4711.")]
    [InlineData("Platelets 150000 /uL, admitted 31/01/2026, write to jane@example.org, aged 93 years.")]
    [InlineData("Nothing that identifies: Wells score 4.5, pCO2 2019-8 at 08:30.")]
    public void Reveal_WhatWasHidden_IsTheSameAgain(string text)
    {
        Surrogates surrogates = New();

        string hidden = surrogates.Hide(text);

        surrogates.Reveal(hidden).ShouldBe(text);
        foreach (string word in (string[])["Jane", "Doe", "DOE", "998877", "7946", "4711", "2026-01-31", "March 2025", "31/01/2026", "example.org", "93 years"])
        {
            hidden.ShouldNotContain(word, Case.Sensitive);
        }
    }

    [Fact]
    public void Hide_WhatADoctorNeeds_Stays()
    {
        string hidden = New().Hide("On 2026-01-31 08:30 and 2026-02-07: creatinine 2160-0 1.1 mg/dL, platelets 150000 /uL, Jane Doe.");

        hidden.ShouldBe("On 2024-03-02 08:30 and 2024-03-09: creatinine 2160-0 1.1 mg/dL, platelets 150000 /uL, ⟦name 1⟧ ⟦name 2⟧.");
    }

    [Fact]
    public void Reveal_DateThatTheModelWorkedOut_IsMovedBackToo() =>
        New().Reveal("SELECT * FROM observation WHERE event_time > '2024-03-05'").ShouldBe("SELECT * FROM observation WHERE event_time > '2026-02-03'");

    [Fact]
    public void Hide_TheSameTextsInTheSameOrder_GiveTheSameMarks()
    {
        string[] texts = ["Jane saw Doe.", "Doe saw Jane on 3 March 2025."];
        Surrogates one = New(), other = New();

        texts.Select(one.Hide).ShouldBe([.. texts.Select(other.Hide)]);
        one.Count.ShouldBe(3);
    }

    [Fact]
    public void Reveal_MarkThatWasNeverGiven_StaysAsItIs() => New().Reveal("⟦name 7⟧ and ⟦x").ShouldBe("⟦name 7⟧ and ⟦x");
}
