using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Twenty cases at once on one host.</summary>
public sealed class ManyCasesTests : IDisposable
{
    private const int Count = 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_TwentyCasesAtOnce_AllEndAndNoPatientIsMixedUp()
    {
        IReadOnlyDictionary<string, HashSet<string>> resources = PatientResources.ReadFolder(Path.Combine(DemoRecord.Folder, "patients"));
        string[] patients = [.. resources.Keys.Order(StringComparer.Ordinal)];
        (string Id, string Patient)[] cases = [.. Enumerable.Range(0, Count)
            .Select(number => (string.Create(CultureInfo.InvariantCulture, $"many-{number}"), patients[number % patients.Length]))];
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);

        await Task.WhenAll(cases.Select(one => host.Cases.StartAsync(ProductHost.Request(one.Patient), CaseId.Parse(one.Id), Stop)));
        CaseView[] views = await Task.WhenAll(cases.Select(one => host.EndAsync(one.Id)));

        foreach ((CaseView view, string patient) in views.Zip(cases, static (view, one) => (view, one.Patient)))
        {
            view.Status.ShouldBeOneOf([CaseStatus.Decided, CaseStatus.Abstained], $"{patient}: {view.Reason}");
            view.Patient.ShouldBe(patient);
            string[] cited = [.. view.Citations.Select(PatientResources.Of).OfType<string>()];
            cited.ShouldBeSubsetOf(resources[patient], patient);
            await host.ShouldHoldAsync(view);
        }

        // Otherwise the subset above would hold for want of citations, or because all patients share their ids.
        views.SelectMany(static view => view.Citations).Select(PatientResources.Of).OfType<string>().Count().ShouldBeGreaterThan(Count);
        patients.SelectMany(patient => resources[patient]).Distinct().Count().ShouldBe(resources.Values.Sum(static set => set.Count));
        foreach (IGrouping<string, CaseView> same in views.GroupBy(static view => view.Patient!))
        {
            same.Select(static view => (view.Status, view.Answer, view.Steps)).Distinct().ShouldHaveSingleItem();
        }
    }
}
