using System.Diagnostics;
using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Benchmarks.Flatten;

/// <summary>
/// FHIR to rows on one thread, and the whole snapshot of a 1,500-resource patient. Without an argument it makes a synthetic bundle;
/// with a file or folder it reads that and takes the patient with the most resources.
/// </summary>
public static class FlattenBenchmark
{
    private const int Resources = 1_500;
    private static readonly CutoffTime Cutoff = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static async Task<int> RunAsync(string[] args)
    {
        (IReadOnlyList<RecordPage> pages, string patient) = args.Length > 0 ? await LargestAsync(args[0]) : (Synthetic(), "p1");
        int resources = pages.Sum(static page => Count(page));
        long bytes = pages.Sum(static page => page.Content.Length);
        Print($"{resources} resources, {bytes / 1024} KB, {Environment.ProcessorCount} processors, .NET {Environment.Version}");

        (double rows, double best) = Time(() => Extract(pages, patient));
        Print($"JSON to rows, one thread: {rows:F1} ms, {resources / rows * 1000:N0} resources/s, {bytes / rows / 1000:F0} MB/s; best run {resources / best * 1000:N0} resources/s (target 100,000 resources/s)");
        (double snapshot, double quickest) = Time(() => PatientSnapshot.Build(pages, patient, Cutoff));
        Print($"snapshot with digest and indexes: {snapshot:F1} ms, best {quickest:F1} ms (target for {Resources} resources: 150 ms)");
        byte[] database = PatientSnapshot.Build(pages, patient, Cutoff).Database.ToArray();
        (double open, _) = Time(() => PatientDatabase.Open(database).Dispose());
        Print($"open the {database.Length / 1024} KB database: {open:F2} ms");
        return 0;
    }

    private static void Extract(IReadOnlyList<RecordPage> pages, string patient)
    {
        FhirPage[] read = [.. pages.Select(static page => FhirPageReader.Read(page.Source, page.MediaType, page.Content))];
        _ = new RowExtraction(read, patient, Cutoff, RecordSchema.BuiltIn);
        Array.ForEach(read, static page => page.Dispose());
    }

    private static int Count(RecordPage page)
    {
        using FhirPage read = FhirPageReader.Read(page.Source, page.MediaType, page.Content);
        return read.Entries.Count;
    }

    private static async Task<(IReadOnlyList<RecordPage> Pages, string Patient)> LargestAsync(string path)
    {
        var clock = Stopwatch.StartNew();
        IReadOnlyList<PatientListing> patients = FhirFiles.ListPatients(path);
        Print($"list {patients.Count} patients: {clock.ElapsedMilliseconds} ms");
        RecordPull? largest = null;
        string id = string.Empty;
        foreach (PatientListing patient in patients)
        {
            RecordPull pull = await FhirFiles.PullAsync(path, patient.Id, TimeProvider.System);
            if (largest is null || pull.Pages.Sum(Count) > largest.Pages.Sum(Count))
            {
                (largest, id) = (pull, patient.Id);
            }
        }

        return (largest?.Pages ?? [], id);
    }

    private static RecordPage[] Synthetic()
    {
        var bundle = new StringBuilder("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p1","birthDate":"1950-01-01"}}""");
        for (int number = 1; number < Resources; number++)
        {
            bundle.Append(CultureInfo.InvariantCulture, $$$"""
                ,{"fullUrl":"urn:uuid:o{{{number}}}","resource":{"resourceType":"Observation","id":"o{{{number}}}","meta":{"versionId":"1"},"status":"final",
                "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],
                "code":{"coding":[{"system":"http://loinc.org","code":"{{{number % 90}}}-4","display":"Analyte {{{number % 90}}}"}],"text":"Analyte"},
                "subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e{{{number % 40}}}"},
                "effectiveDateTime":"20{{{10 + (number % 15)}}}-05-17T03:01:19+00:00","issued":"20{{{10 + (number % 15)}}}-05-17T03:01:19.881+00:00",
                "valueQuantity":{"value":{{{number * 0.37}}},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"} } }
                """);
        }

        return [new RecordPage("synthetic.json", "application/fhir+json", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(bundle.Append("]}").ToString()))];
    }

    /// <summary>The median, and the best: on a machine that does other things too, only the best is near the code's own cost.</summary>
    private static (double Median, double Best) Time(Action work)
    {
        const int Warm = 40;
        const int Runs = 61;
        double[] times = new double[Runs];
        for (int run = -Warm; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times[Math.Max(run, 0)] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[Runs / 2], times[0]);
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
