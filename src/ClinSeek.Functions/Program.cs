// The process: a command line whose default command is the local host, and the custom handler where the Functions host
// starts it. Each concern has its folder: Cli (commands), Hosting (composition), Triggers (HTTP), Orchestrators (replayed
// code), Activities (I/O), Storage, Cases.
return args.Length == 0 && ClinSeek.Functions.Hosting.CustomHandler.HandlerHost.IsAskedFor
    ? await ClinSeek.Functions.Hosting.CustomHandler.HandlerHost.RunAsync()
    : await ClinSeek.Functions.Cli.CommandLine.RunAsync(args);
