namespace Gateway.Ops;
static class Demo { internal static Task RunAsync(params object[] o) => Task.CompletedTask; }
