using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>What building a snapshot takes of memory, as a multiple of what came in.</summary>
public sealed class SnapshotMemoryTests
{
    [Fact]
    public void Build_OfAnOrdinaryRecord_AllocatesLessThanThreeTimesItsBytes()
    {
        RecordPage page = SyntheticRecord.Page(1_500);
        PatientSnapshot.Build([page], "p1", Chart.Cutoff("2030-01-01"));

        long before = GC.GetAllocatedBytesForCurrentThread();
        PatientSnapshot snapshot = PatientSnapshot.Build([page], "p1", Chart.Cutoff("2030-01-01"));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        snapshot.Info.Rows.ShouldBe(1_500);
        (allocated / (double)page.Content.Length).ShouldBeLessThan(3);
    }
}
