using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Functions.Tests.Hosting;

namespace ClinSeek.Functions.Tests.Imaging;

/// <summary>A demo case whose decision rests on a film: what the segmentation measured is cited, and its overlay can be looked at.</summary>
public sealed class ArtifactEndpointTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_PatientWithAFilm_CitesTheMeasuredRatioAndKeepsItsOverlay()
    {
        using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync(
            "api/cases", new { patient = "demo-01-arden", question = "What is the most likely cause of this patient's acute shortness of breath?" }, Stop);
        string id = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("caseId").GetString()!;
        JsonElement view = await host.EndAsync(id);

        JsonElement[] cited = [.. view.GetProperty("claims").EnumerateArray().SelectMany(static claim => claim.GetProperty("citations").EnumerateArray())];
        cited.ShouldContain(static one => one.GetProperty("locator").GetString() == "Cardiothoracic ratio");
        JsonElement list = JsonDocument.Parse(await host.Http.GetStringAsync($"api/cases/{id}/artifacts", Stop)).RootElement;
        JsonElement overlay = list.EnumerateArray().Single(static one => one.GetProperty("tool").GetString() == "image.chest_xray_segmentation");

        using HttpResponseMessage png = await host.Http.GetAsync($"api/cases/{id}/artifacts/{overlay.GetProperty("name").GetString()}", Stop);
        png.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await png.Content.ReadAsByteArrayAsync(Stop)).AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        foreach (string other in (string[])["accepted", "snapshot", "e1.1", "pict-00000000000000000000000000000000", "pict-..%2Faccepted"])
        {
            (await host.Http.GetAsync($"api/cases/{id}/artifacts/{other}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
    }

    [Fact]
    public async Task List_NoSuchCase_Is404() => (await host.Http.GetAsync("api/cases/nobody/artifacts", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
