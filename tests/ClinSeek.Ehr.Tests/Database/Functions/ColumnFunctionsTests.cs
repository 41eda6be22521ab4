using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Functions;

public sealed class ColumnFunctionsTests
{
    public static TheoryData<string> Names => [.. ColumnFunctions.All.Keys];

    /// <summary>The cells of absent elements are left out without asking their functions.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void All_OfNothing_GiveNothing(string name)
    {
        using var index = new ResourceIndex([]);
        var row = new RowContext(index, Chart.Cutoff("2030-01-01"));
        row.Begin(SqlOnFhir.Views.Json("{\"resourceType\":\"Observation\"}"));
        ViewValue none = default;
        ViewValue empty = SqlOnFhir.Views.OfPath("{}", "Observation").Run([row.Resource]).Single()[0];

        empty.Kind.ShouldBe(ViewValueKind.Collection);
        ColumnFunctions.All[name](none, row).ShouldBeNull();
        ColumnFunctions.All[name](empty, row).ShouldBeNull();
    }
}
