using System.Text.Json;
using ClinSeek.Functions.Triggers.Notifications;

namespace ClinSeek.Functions.Tests.Triggers.Notifications;

public sealed class NotifiedResourceTests
{
    private static readonly byte[] Key = "a secret of some length"u8.ToArray();

    [Fact]
    public void CaseIdUnder_SameVersion_IsTheSame() =>
        Id("""{"resourceType":"Condition","id":"c1","meta":{"versionId":"2"},"subject":{"reference":"Patient/p1"}}""")
            .ShouldBe(Id("""{"resourceType":"Condition","id":"c1","meta":{"versionId":"2"},"note":[],"subject":{"reference":"Patient/p1"}}"""));

    [Theory]
    [InlineData("""{"resourceType":"Condition","id":"c1","meta":{"versionId":"3"}}""")]
    [InlineData("""{"resourceType":"Condition","id":"c12","meta":{"versionId":""}}""")]
    [InlineData("""{"resourceType":"Observation","id":"c1","meta":{"versionId":"2"}}""")]
    [InlineData("""{"resourceType":"Condition","id":"c1"}""")]
    public void CaseIdUnder_AnythingElse_Differs(string other) =>
        Id(other).ShouldNotBe(Id("""{"resourceType":"Condition","id":"c1","meta":{"versionId":"2"}}"""));

    [Fact]
    public void CaseIdUnder_OtherKeyOrSource_Differs()
    {
        NotifiedResource resource = Read("""{"resourceType":"Condition","id":"c1","meta":{"versionId":"2"}}""");

        resource.CaseIdUnder("a", Key).ShouldNotBe(resource.CaseIdUnder("b", Key));
        resource.CaseIdUnder("a", Key).ShouldNotBe(resource.CaseIdUnder("a", "another secret of some length"u8));
    }

    [Theory]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p1"}}""", "p1")]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":{"reference":"http://h/fhir/Patient/p1/_history/4"}}""", "p1")]
    [InlineData("""{"resourceType":"Immunization","id":"c","patient":{"reference":"Patient/p2"}}""", "p2")]
    [InlineData("""{"resourceType":"Patient","id":"p3"}""", "p3")]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":{"reference":"Group/g"}}""", null)]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":"p1"}""", null)]
    public void Read_Subject_IsThePatient(string json, string? patient) => Read(json).Patient.ShouldBe(patient);

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"resourceType":"Condition"}""")]
    [InlineData("""{"resourceType":1,"id":"x"}""")]
    public void Read_NotAResource_IsNull(string json) => NotifiedResource.Read(JsonDocument.Parse(json).RootElement).ShouldBeNull();

    private static string Id(string json) => Read(json).CaseIdUnder("source", Key).Value;

    private static NotifiedResource Read(string json) => NotifiedResource.Read(JsonDocument.Parse(json).RootElement).ShouldNotBeNull();
}
