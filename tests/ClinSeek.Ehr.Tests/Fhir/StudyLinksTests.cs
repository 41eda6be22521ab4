using System.Text;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Tests.Fhir;

public sealed class StudyLinksTests
{
    private const string Endpoint = """{"resourceType":"Endpoint","id":"e1","status":"active","connectionType":{"code":"dicom-wado-rs"},"address":"https://pacs.example/dicom-web"}""";

    [Fact]
    public void Of_SeriesEndpoint_GoesBeforeTheStudys()
    {
        StudyLink link = Read(
            """{"resourceType":"ImagingStudy","id":"s","endpoint":[{"reference":"Endpoint/e1"}],"series":[{"uid":"1","endpoint":[{"reference":"Endpoint/e2"}]}]}""",
            Endpoint,
            Endpoint.Replace("e1", "e2", StringComparison.Ordinal).Replace("pacs", "series", StringComparison.Ordinal));

        link.Endpoints.Select(static endpoint => endpoint.Address).ShouldBe(["https://series.example/dicom-web", "https://pacs.example/dicom-web"]);
    }

    [Fact]
    public void Of_ContainedEndpoint_IsRead() =>
        Read($$"""{"resourceType":"ImagingStudy","id":"s","endpoint":[{"reference":"#e1"}],"contained":[{{Endpoint}}]}""").Endpoints.ShouldHaveSingleItem().Address.ShouldBe("https://pacs.example/dicom-web");

    [Fact]
    public void Of_EndpointThatIsMissing_IsNamedWithoutAddress() =>
        Read("""{"resourceType":"ImagingStudy","id":"s","endpoint":[{"reference":"Endpoint/x"}]}""").Endpoints.ShouldHaveSingleItem().ShouldBe(new EndpointLink("Endpoint/x", null, false));

    [Theory]
    [InlineData("\"status\":\"active\"", "\"status\":\"off\"")]
    [InlineData("dicom-wado-rs", "hl7-fhir-rest")]
    [InlineData("dicom-wado-rs", "dicom-stow-rs")]
    public void Of_EndpointOfNoUse_HasNoAddress(string before, string after) =>
        Read("""{"resourceType":"ImagingStudy","id":"s","endpoint":[{"reference":"Endpoint/e1"}]}""", Endpoint.Replace(before, after, StringComparison.Ordinal))
            .Endpoints.ShouldHaveSingleItem().ShouldBe(new EndpointLink("Endpoint/e1", null, true));

    [Fact]
    public void Of_R5ConnectionType_IsRead() =>
        Read("""{"resourceType":"ImagingStudy","id":"s","endpoint":[{"reference":"Endpoint/e1"}]}""", Endpoint.Replace("""{"code":"dicom-wado-rs"}""", """[{"coding":[{"code":"dicom-wado-rs"}]}]""", StringComparison.Ordinal))
            .Endpoints.ShouldHaveSingleItem().Address.ShouldNotBeNull();

    [Fact]
    public void Of_AccessionNumbers_ComeFromStudyOrderAndReport()
    {
        StudyLink link = Read(
            """{"resourceType":"ImagingStudy","id":"s","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"},{"value":"none"}],"basedOn":[{"reference":"ServiceRequest/o"}]}""",
            """{"resourceType":"ServiceRequest","id":"o","identifier":[{"system":"http://hospital.example/accession","value":"A2"}]}""",
            """{"resourceType":"DiagnosticReport","id":"r","imagingStudy":[{"reference":"ImagingStudy/s"}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A3"}]}""",
            """{"resourceType":"DiagnosticReport","id":"other","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A4"}]}""");

        link.AccessionNumbers.ShouldBe(["A1", "A2", "A3"]);
    }

    [Theory]
    [InlineData(""" "category":[{"coding":[{"code":"RAD"}]}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}] """, null, "A1")]
    [InlineData(""" "category":[{"coding":[{"code":"LP29684-5"}]}],"basedOn":[{"reference":"ServiceRequest/o"}] """, null, "A2")]
    [InlineData(""" "code":{"text":"Chest"},"identifier":[{"system":"http://hospital.example/accession","value":"A1"}] """, null, "A1")]
    [InlineData(""" "imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:1.2.3"}}] """, "1.2.3", "")]
    [InlineData(""" "study":[{"reference":"urn:oid:1.2.3"}] """, "1.2.3", "")]
    [InlineData(""" "imagingStudy":[{"reference":"ImagingStudy/gone"}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}] """, null, "A1")]
    [InlineData(""" "presentedForm":[{"url":"https://pacs.example/dicom-web/studies/1.2.3/rendered"}] """, "1.2.3", "")]
    [InlineData(""" "media":[{"link":{"reference":"Media/m"}}] """, "1.2.3", "")]
    [InlineData(""" "media":[{"link":{"reference":"DocumentReference/d"}}] """, "1.2.3", "")]
    public void Of_ImagingReportWithoutItsStudy_TellsHowToFindTheFilm(string members, string? uid, string accession)
    {
        StudyLink link = Of(
            "{\"resourceType\":\"DiagnosticReport\",\"id\":\"r\"," + members + "}",
            """{"resourceType":"ServiceRequest","id":"o","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A2"}]}""",
            """{"resourceType":"Media","id":"m","content":{"url":"https://pacs.example/wado?requestType=WADO&studyUID=1.2.3&seriesUID=1.2.3.4"}}""",
            """{"resourceType":"DocumentReference","id":"d","content":[{"attachment":{"url":"https://pacs.example/dicom-web/studies/1.2.3/series/1.2.3.4"}}]}""").Reports.ShouldHaveSingleItem();

        link.Study.ShouldBe("DiagnosticReport/r");
        link.StudyUid.ShouldBe(uid);
        string.Join(' ', link.AccessionNumbers).ShouldBe(accession);
        link.Endpoints.Select(static endpoint => endpoint.Address).ShouldBe(link.Endpoints.Select(static endpoint => endpoint.Reference));
        link.Endpoints.Count.ShouldBe(members.Contains("presentedForm", StringComparison.Ordinal) || members.Contains("media", StringComparison.Ordinal) ? 1 : 0);
    }

    [Theory]
    [InlineData(""" "category":[{"coding":[{"code":"LAB"}]}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}] """)]
    [InlineData(""" "result":[{"reference":"Observation/x"}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}] """)]
    [InlineData(""" "imagingStudy":[{"reference":"ImagingStudy/s"}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}] """)]
    [InlineData(""" "identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A9"}] """)]
    [InlineData(""" "imagingStudy":[{"identifier":{"value":"urn:oid:1.2.9"}}] """)]
    [InlineData(""" "presentedForm":[{"url":"https://files.example/report.pdf"},{"url":"file:///studies/1.2.3"},{"url":"https://pacs.example/studies/all"},{"url":7},3] """)]
    public void Of_ReportOfALaboratoryOrOfAStudyThatIsThere_LeadsNowhere(string members) => Of(
        "{\"resourceType\":\"DiagnosticReport\",\"id\":\"r\"," + members + "}",
        """{"resourceType":"ImagingStudy","id":"s","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A9"},{"system":"urn:dicom:uid","value":"urn:oid:1.2.9"}]}""").Reports.ShouldBeEmpty();

    [Fact]
    public void Of_TwoReportsOfOneStudy_AreLookedForOnce()
    {
        StudyLink link = Of(
            """{"resourceType":"DiagnosticReport","id":"first","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}]}""",
            """{"resourceType":"DiagnosticReport","id":"second","identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"A1"}]}""").Reports.ShouldHaveSingleItem();

        link.Study.ShouldBe("DiagnosticReport/first");
    }

    [Fact]
    public void Of_Garbage_IsPassedOver() =>
        Of("""{"resourceType":"ImagingStudy","id":"s","endpoint":"x","series":[3],"identifier":{"value":1}}""", "[]", "{").Studies.Count.ShouldBeLessThanOrEqualTo(1);

    [Fact]
    public void AddressIn_AnEndpointOfAServer_IsRead()
    {
        EndpointLink.AddressIn(Encoding.UTF8.GetBytes(Endpoint)).ShouldBe("https://pacs.example/dicom-web");
        EndpointLink.AddressIn("{}"u8.ToArray()).ShouldBeNull();
    }

    private static StudyLink Read(params string[] resources) => Of(resources).Studies.ShouldHaveSingleItem();

    private static StudyLinks Of(params string[] resources)
    {
        RecordPage[] pages = [.. resources.Select(static (resource, i) => new RecordPage($"{i}", "application/fhir+json", default, Encoding.UTF8.GetBytes(resource)))];
        return StudyLinks.Of(new RecordPull(pages, new CompletenessRecord(), PatientFound: true));
    }
}
