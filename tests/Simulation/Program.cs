using Gateway.Simulation;

return SimulationCommand.Run(args);
