using System.Globalization;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Whole cases over records that somebody else's generator wrote.</summary>
public sealed class ForeignRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Category", "SharedData")]
    [InlineData("synthea-smart", 14)]
    [InlineData("synthea-spezi", 6)]
    public async Task Ask_ForeignRecord_EveryCaseEndsWithADecisionOrAnAbstention(string set, int expected)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the synthetic records are not here; name their folder with CLINSEEK_SHARED_DATA");
        string source = SharedData.At(Path.Combine("fhir", set));
        IReadOnlyList<PatientListing> patients = FhirFiles.ListPatients(source, Stop);
        patients.Count.ShouldBe(expected);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);

        // One file a case: asking the whole folder again for each patient would read it that many times.
        string[] files = [.. Directory.GetFiles(source, "*.json").Where(static file => !file.EndsWith("MANIFEST.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        files.Length.ShouldBe(expected);
        var views = new List<CaseView>();
        for (int number = 0; number < files.Length; number++)
        {
            PatientListing patient = FhirFiles.ListPatients(files[number], Stop).ShouldHaveSingleItem();
            CaseRequest request = ProductHost.Request(patient.Id, files[number]);
            views.Add(await host.AskAsync(request, string.Create(CultureInfo.InvariantCulture, $"foreign-{number}")));
        }

        foreach (CaseView view in views)
        {
            view.Status.ShouldBeOneOf([CaseStatus.Decided, CaseStatus.Abstained], $"{view.CaseId}: {view.Reason}");
            view.Steps.ShouldBeGreaterThan(0);
            await host.ShouldHoldAsync(view);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', views.Select(static view => string.Create(
            CultureInfo.InvariantCulture, $"{view.Status}: {view.Answer ?? view.Reason}, {view.Steps} steps, {view.Citations.Count} citations"))));
    }
}
