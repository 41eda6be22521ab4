using System.Globalization;
using System.Runtime.InteropServices;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using SQLitePCL;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>A snapshot is written into an array whose size is estimated: it must be whole however wrong the estimate is.</summary>
public sealed class SnapshotSizeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Build_TextsAndCodesOfAnyLength_GiveAWholeDatabase(int seed)
    {
        var random = new Random(seed);
        int[] lengths = [0, 20, 400, 900, 1_003, 1_500, 2_040, 2_100, 3_900, 4_070, 4_600, 9_000];
        string[] resources = [.. Enumerable.Range(0, 400).Select(place => Observation(place, Any(random, lengths), Any(random, lengths)))];

        PatientSnapshot snapshot = Chart.Snapshot("2026-01-31T08:00:00Z", resources);

        snapshot.Rows("observation").ShouldBe(400);
        Integrity(snapshot.Database).ShouldBe("ok");
        snapshot.Select("SELECT count(*) AS n, sum(length(display)) AS chars FROM observation").Single()["n"].ShouldBe(400L);
    }

    [Fact]
    public void MakeRoom_MoreThanExpected_KeepsWhatWasWritten()
    {
        using var database = new PinnedDatabase(0, "PRAGMA journal_mode=OFF;");
        MemoryDatabase.Execute(database.Connection, "CREATE TABLE t(a TEXT);");
        int grown = 0;
        for (int row = 0; row < 500; row++)
        {
            grown += database.MakeRoom(16_000) ? 1 : 0;
            MemoryDatabase.Execute(database.Connection, $"INSERT INTO t VALUES (printf('%.*c', 2500, '{(char)('a' + (row % 26))}'));");
        }

        grown.ShouldBeInRange(3, 40);
        Integrity(database.TakeBytes()).ShouldBe("ok");
    }

    [Fact]
    public void Build_OrdinaryRecord_LeavesLittleOfTheArrayEmpty()
    {
        PatientSnapshot snapshot = PatientSnapshot.Build([SyntheticRecord.Page(1_500)], "p1", Chart.Cutoff("2030-01-01"));

        MemoryMarshal.TryGetArray(snapshot.Database, out ArraySegment<byte> part).ShouldBeTrue();
        (part.Array!.Length / (double)part.Count).ShouldBeInRange(1, 1.25);
    }

    private static int Any(Random random, int[] lengths) => lengths[random.Next(lengths.Length)] + random.Next(20);

    private static string Observation(int place, int display, int code) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"resourceType":"Observation","id":"o{{{place}}}","status":"final","subject":{"reference":"Patient/p1"},"issued":"2020-01-01T00:00:00Z","effectiveDateTime":"2020-01-01T00:00:00Z",
        "code":{"coding":[{"system":"http://loinc.org","code":"c{{{new string('1', code)}}}","display":"d{{{new string('x', display)}}}"}]},"valueString":"é{{{new string('v', display)}}}"}
        """);

    private static string Integrity(ReadOnlyMemory<byte> bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        using sqlite3 database = MemoryDatabase.OpenReadOnly(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), bytes.Length);
        raw.sqlite3_prepare_v2(database, "PRAGMA integrity_check", out sqlite3_stmt check).ShouldBe(raw.SQLITE_OK);
        using (check)
        {
            raw.sqlite3_step(check).ShouldBe(raw.SQLITE_ROW);
            string said = raw.sqlite3_column_text(check, 0).utf8_to_string();
            GC.KeepAlive(pinned);
            return said;
        }
    }
}
