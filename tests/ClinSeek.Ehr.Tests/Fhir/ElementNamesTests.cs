using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

public sealed class ElementNamesTests
{
    private static readonly string[] Names = ["id", "status", "code", "valueQuantity", "effectiveDateTime", "_status", "component", "a", "", "é", "resourceType"];

    [Fact]
    public void MayHave_NameThatIsThere_IsTrue()
    {
        ElementNames names = default;
        foreach (string name in Names)
        {
            names = names.With(Encoding.UTF8.GetBytes(name));
        }

        foreach (string name in Names)
        {
            names.MayHave(ElementNames.BitOf(Encoding.UTF8.GetBytes(name))).ShouldBeTrue(name);
            default(ElementNames).MayHave(ElementNames.BitOf(Encoding.UTF8.GetBytes(name))).ShouldBeFalse(name);
            ElementNames.Any.MayHave(ElementNames.BitOf(Encoding.UTF8.GetBytes(name))).ShouldBeTrue(name);
        }
    }

    /// <summary>A name may be written with escapes, or stand twice: what counts is what a parser makes of it.</summary>
    [Theory]
    [InlineData("\"status\":\"final\"")]
    [InlineData("\"st\\u0061tus\":\"final\"")]
    [InlineData("\"status\":\"preliminary\",\"status\":\"final\"")]
    [InlineData("\"status\":\"preliminary\",\"st\\u0061tus\":\"final\"")]
    [InlineData("\"status\":\"final\",\"not\\ud800e\":1")]
    public void Build_NamesInAnyForm_AreFound(string status)
    {
        PatientSnapshot snapshot = Chart.Snapshot("2030-01-01",
            $$$"""{"resourceType":"Observation","id":"o",{{{status}}},"subject":{"reference":"Patient/p1"},"issued":"2020-01-01T00:00:00Z","code":{"text":"x"},"valueQuant\u0069ty":{"value":5}}""");

        IReadOnlyDictionary<string, object?> row = snapshot.Select("SELECT status, value_num FROM observation").Single();
        row["status"].ShouldBe("final");
        row["value_num"].ShouldBe(5.0);
    }
}
