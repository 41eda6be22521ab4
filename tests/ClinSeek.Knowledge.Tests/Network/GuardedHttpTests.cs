using System.IO.Compression;
using System.Net;
using ClinSeek.Knowledge.Network;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Knowledge.Tests.Network;

public sealed class GuardedHttpTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    private static FetchPolicy Policy => new() { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true, Timeout = TimeSpan.FromSeconds(20), MaxBytes = 100_000 };

    [Fact]
    public async Task Get_AllowedHost_GivesContentAfterRedirects()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context =>
        {
            if (context.Request.Path == "/a")
            {
                context.Response.Redirect("/b");
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync("here");
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        Fetched fetched = await http.GetAsync(new Uri(server.Address, "a"), None);

        fetched.Text().ShouldBe("here");
        fetched.Address.AbsolutePath.ShouldBe("/b");
    }

    [Theory]
    [InlineData("http://localhost:1/")]
    [InlineData("http://127.0.0.2:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user@127.0.0.1:1/")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Get_RedirectToAnotherHostOrScheme_IsRefused(string target)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = target;
            return Task.CompletedTask;
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain("allowed hosts");
    }

    [Fact]
    public async Task Get_AllowedNameThatLeadsIntoTheNetwork_IsRefusedAtConnecting()
    {
        int asked = 0;
        await using ScriptedServer server = await ScriptedServer.StartAsync(_ =>
        {
            asked++;
            return Task.CompletedTask;
        });
        var policy = new FetchPolicy { AllowedHosts = ["localhost", "127.0.0.1"] };
        using var http = new GuardedHttp(policy, TimeProvider.System);

        Exception error = await Should.ThrowAsync<SourceException>(() => http.GetAsync(new UriBuilder(server.Address) { Scheme = "https", Host = "localhost" }.Uri, None));

        error.Message.ShouldContain("this machine or its network");
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Get_RedirectToAPrivateAddressOfAnAllowedName_IsRefused()
    {
        await using ScriptedServer inside = await ScriptedServer.StartAsync(static context => context.Response.WriteAsync("secret"));
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://localhost:{inside.Address.Port}/");
            return Task.CompletedTask;
        });

        // The server's own address plays a public one; the name that it redirects to leads elsewhere in 127.0.0.0/8.
        IPAddress open = IPAddress.Parse(server.Address.Host);
        using var http = new GuardedHttp(Policy with { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true }, TimeProvider.System, address => address.Equals(open));

        await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None));
        inside.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_EndlessRedirects_Ends()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain("redirects more than 5");
        server.Asked.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Get_FiftyMegabytePage_IsCutOffWithoutReadingIt()
    {
        long sent = 0;
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            byte[] part = new byte[64 * 1024];
            try
            {
                for (; sent < 50_000_000; sent += part.Length)
                {
                    await context.Response.Body.WriteAsync(part, context.RequestAborted);
                    // Writes to a client that has gone are taken at once; the news of it needs a moment.
                    await Task.Delay(5, context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The client hung up, as it should.
            }
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain("larger than");
        Interlocked.Read(ref sent).ShouldBeLessThan(40_000_000);
    }

    [Fact]
    public async Task Get_CompressionBomb_IsCutOff()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[20_000_000]);
        }

        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(packed.ToArray()).AsTask();
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        packed.Length.ShouldBeLessThan(100_000);
        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain("larger than");
    }

    [Fact]
    public async Task Get_SilentServer_TimesOut()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default));
        using var http = new GuardedHttp(Policy with { Timeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain("did not answer within");
    }

    [Fact]
    public async Task Get_NothingListens_SaysSoWithoutTheQuery()
    {
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        Exception error = await Should.ThrowAsync<SourceException>(() => http.GetAsync(new Uri("http://127.0.0.1:9/?q=secret"), None));

        error.Message.ShouldContain("could not be reached");
        error.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(401, "key")]
    [InlineData(404, "no such page")]
    [InlineData(429, "fewer requests")]
    [InlineData(500, "status 500")]
    public async Task Get_RefusedStatus_SaysWhatToDo(int status, string said)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var http = new GuardedHttp(Policy, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => http.GetAsync(server.Address, None))).Message.ShouldContain(said);
    }

    [Theory]
    [InlineData("https://nih.gov/", true)]
    [InlineData("https://www.NIH.gov/x", true)]
    [InlineData("http://www.nih.gov/", false)]
    [InlineData("https://evilnih.gov/", false)]
    [InlineData("https://nih.gov.evil.org/", false)]
    [InlineData("https://nih.gov@evil.org/", false)]
    public void Allows_Host_ItselfAndThoseUnderItOverHttps(string address, bool allowed) =>
        new FetchPolicy { AllowedHosts = ["nih.gov"] }.Allows(new Uri(address)).ShouldBe(allowed);
}
