using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Cli;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Hosting;

/// <summary>Puts together what one command needs: read-only beside a running host, or as the one process that writes.</summary>
internal static class Composition
{
    public static ClinSeekOptions Options(CommonSettings settings) =>
        OptionsReader.Read(OptionsReader.Configuration(), settings.Data, settings.KeyFile);

    public static string DataFolder(CommonSettings settings) => Options(settings).Data;

    public static RecordSources Sources() => new(RecordSourceServices.Read(OptionsReader.Configuration()), TimeProvider.System);

    public static PatientCatalogue Patients(CommonSettings settings, RecordSources sources) => new(Options(settings), sources);

    /// <summary>How a record that was named on the command line is named to a host, whose working directory may be another one.</summary>
    public static string RecordName(CommonSettings settings, string record)
    {
        using RecordSources sources = Sources();
        return Patients(settings, sources).NameOf(record);
    }

    private static PeopleOptions People => OptionsReader.Checked<PeopleOptions>(OptionsReader.Configuration(), PeopleOptions.SectionName);

    public static async Task<IntakeResult> AcceptAsync(CommonSettings settings, CaseSubmission submission, CancellationToken cancellationToken)
    {
        using RecordSources sources = Sources();
        return await new CaseIntake(Patients(settings, sources), People, TimeProvider.System).AcceptAsync(submission, cancellationToken);
    }

    /// <summary>Where the record lies, for people.</summary>
    public static string Place(CommonSettings settings) => Shared() is { } storage ? storage.Place : DataFolder(settings);

    /// <summary>Whether there may be any case: a data folder without cases has no keys yet either, and asking for them would mislead.</summary>
    public static bool MayHaveCases(CommonSettings settings) => Shared() is not null || Directory.Exists(new CasePaths(DataFolder(settings)).Cases);

    /// <summary>Whether there may be a case of that id.</summary>
    public static bool MayHaveCase(CommonSettings settings, CaseId id) =>
        Shared() is not null || Directory.Exists(new CasePaths(DataFolder(settings)).Folder(id));

    /// <summary>The cases of the data folder, opened for reading: nothing is made, changed or locked.</summary>
    public static CaseSession OpenReadOnly(CommonSettings settings)
    {
        ServiceProvider services = Build(Options(settings), readOnly: true);
        return new CaseSession(services.GetRequiredService<ICaseService>(), services.GetRequiredService<ICasePeople>(), services.GetRequiredService<ILiveAnswers>(), null, null, services.DisposeAsync);
    }

    /// <summary>The record itself, opened for reading: what a command needs that no verb on cases gives.</summary>
    public static ServiceProvider OpenRecord(CommonSettings settings) => Build(Options(settings), readOnly: true);

    /// <summary>The cases of the data folder for writing: by the host that runs on it, else with an engine of this process.</summary>
    /// <exception cref="UserErrorException">Another process has the folder and offers no address.</exception>
    public static async Task<CaseSession> OpenForWritingAsync(CommonSettings settings, CancellationToken cancellationToken)
    {
        ClinSeekOptions options = Options(settings);
        HostLock? taken = HostLock.TryTake(options.Data, out HostAddress? owner);
        if (taken is null)
        {
            return owner?.Address is { } address ? HandOver(options, address) : throw Occupied(options.Data, owner);
        }

        ServiceProvider services = Build(options, readOnly: false);
        var host = services.GetRequiredService<CaseHost>();
        async ValueTask ReleaseAsync()
        {
            await services.DisposeAsync();
            taken.Dispose();
        }

        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await ReleaseAsync();
            throw;
        }

        return new CaseSession(services.GetRequiredService<ICaseService>(), services.GetRequiredService<ICasePeople>(), services.GetRequiredService<ILiveAnswers>(), null, host, ReleaseAsync);
    }

    /// <summary>What to say when another process has the data folder.</summary>
    public static UserErrorException Occupied(string data, HostAddress? owner) => new(owner switch
    {
        { Address: { } address } => $"The host at {address} (process {owner.ProcessId}) already runs on {data}. Use it, stop it, or choose another folder with --data.",
        { ProcessId: > 0 } => $"Process {owner.ProcessId} is working in {data}. Wait until it is done, or choose another folder with --data.",
        _ => $"Another process is working in {data}. Wait until it is done, or choose another folder with --data.",
    });

    private static CaseSession HandOver(ClinSeekOptions options, Uri address)
    {
        ServiceProvider services = Build(options, readOnly: true);
        // A case may take as long as its budget allows; the host's own limits end it.
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        var remote = new RemoteCaseService(http, services.GetRequiredService<ICaseService>());
        var people = new RemoteCasePeople(http, services.GetRequiredService<ICasePeople>());
        return new CaseSession(remote, people, new RemoteLiveAnswers(http), address, null, async () =>
        {
            http.Dispose();
            await services.DisposeAsync();
        });
    }

    private static StorageOptions? Shared() =>
        OptionsReader.Section<StorageOptions>(OptionsReader.Configuration(), StorageOptions.Section) is { Provider: StorageProvider.AzureBlob } storage ? storage : null;

    private static ServiceProvider Build(ClinSeekOptions options, bool readOnly) => new ServiceCollection()
        .AddLogging()
        .AddClinSeek(options, OptionsReader.Configuration(), readOnly)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
