using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

/// <summary>Research data has its dates moved; a record of today has a planned visit at most.</summary>
public sealed class MovedTimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2150-05-17", true)]
    [InlineData("2150-05-17T08:00:00+00:00", true)]
    [InlineData("2026-05-17", false)]
    [InlineData("2031-01-01", false)]
    [InlineData("2160-0", false)]
    [InlineData("2150 ml", false)]
    [InlineData("29", false)]
    public void HasMovedTimes_Files_AreToldByTheirDates(string text, bool moved)
    {
        _folder.Write("nested/a.ndjson", """{"resourceType":"Patient","id":"p1","birthDate":"2001-01-01"}""");
        _folder.Write("nested/b.ndjson", $$"""{"resourceType":"Observation","id":"2-1","effectiveDateTime":"{{text}}"}""");
        using var sources = new RecordSources(new FhirOptions(), TimeProvider.System);

        sources.HasMovedTimes(_folder.Path).ShouldBe(moved);
        sources.HasMovedTimes("http://127.0.0.1:1/").ShouldBeFalse();
        sources.HasMovedTimes(Path.Combine(_folder.Path, "nowhere")).ShouldBeFalse();
    }
}
